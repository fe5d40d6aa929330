package dev.weft.peers.reactive;

import dev.weft.peers.PeerContract;

class HibernateReactivePeerTest extends PeerContract {
    HibernateReactivePeerTest() {
        super(HibernateReactivePeer::new);
    }
}
