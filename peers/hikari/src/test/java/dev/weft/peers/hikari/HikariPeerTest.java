package dev.weft.peers.hikari;

import dev.weft.peers.PeerContract;

class HikariPeerTest extends PeerContract {
    HikariPeerTest() {
        super(HikariPeer::new);
    }
}
