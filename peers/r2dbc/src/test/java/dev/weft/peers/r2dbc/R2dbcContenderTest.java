package dev.weft.peers.r2dbc;

import dev.weft.peers.workload.ContenderContract;

class R2dbcContenderTest extends ContenderContract {
    R2dbcContenderTest() {
        super(new R2dbcContender());
    }
}
