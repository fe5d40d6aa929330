package dev.weft.peers.weft;

import dev.weft.peers.workload.ContenderContract;

class WeftNativeContenderTest extends ContenderContract {
    WeftNativeContenderTest() {
        super(WeftContender.NATIVE);
    }
}
