package dev.weft.peers.weft;

import dev.weft.peers.workload.ContenderContract;

class WeftHostedContenderTest extends ContenderContract {
    WeftHostedContenderTest() {
        super(WeftContender.HOSTED);
    }
}
