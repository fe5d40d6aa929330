package dev.weft.peers.weft;

import dev.weft.peers.workload.ContenderContract;

class WeftSessionContenderTest extends ContenderContract {
    WeftSessionContenderTest() {
        super(WeftContender.SESSION);
    }
}
