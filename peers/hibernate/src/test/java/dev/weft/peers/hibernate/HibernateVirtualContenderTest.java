package dev.weft.peers.hibernate;

import dev.weft.peers.workload.ContenderContract;

class HibernateVirtualContenderTest extends ContenderContract {
    HibernateVirtualContenderTest() {
        super(HibernateContender.VIRTUAL);
    }
}
