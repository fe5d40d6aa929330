package dev.weft.peers.hikari;

import dev.weft.peers.workload.ContenderContract;

class HikariPlatformContenderTest extends ContenderContract {
    HikariPlatformContenderTest() {
        super(JdbcContender.PLATFORM);
    }
}
