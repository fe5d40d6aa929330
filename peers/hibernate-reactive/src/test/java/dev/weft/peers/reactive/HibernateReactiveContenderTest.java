package dev.weft.peers.reactive;

import dev.weft.peers.workload.ContenderContract;

class HibernateReactiveContenderTest extends ContenderContract {
    HibernateReactiveContenderTest() {
        super(new HibernateReactiveContender());
    }
}
