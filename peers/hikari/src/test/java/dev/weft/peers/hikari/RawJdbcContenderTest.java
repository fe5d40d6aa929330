package dev.weft.peers.hikari;

import dev.weft.peers.workload.ContenderContract;

class RawJdbcContenderTest extends ContenderContract {
    RawJdbcContenderTest() {
        super(JdbcContender.RAW);
    }
}
