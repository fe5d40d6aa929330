package dev.weft.peers.hikari;

import dev.weft.peers.workload.ContenderContract;

class HikariVirtualContenderTest extends ContenderContract {
    HikariVirtualContenderTest() {
        super(JdbcContender.VIRTUAL);
    }
}
