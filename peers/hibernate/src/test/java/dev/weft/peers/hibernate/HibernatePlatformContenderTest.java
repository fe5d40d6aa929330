package dev.weft.peers.hibernate;

import dev.weft.peers.workload.ContenderContract;

class HibernatePlatformContenderTest extends ContenderContract {
    HibernatePlatformContenderTest() {
        super(HibernateContender.PLATFORM);
    }
}
