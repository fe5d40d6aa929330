package dev.weft.peers.r2dbc;

import dev.weft.peers.workload.ContenderContract;

class JooqContenderTest extends ContenderContract {
    JooqContenderTest() {
        super(new JooqContender());
    }
}
