package dev.weft.peers.r2dbc;

import dev.weft.peers.PeerContract;

class R2dbcPeerTest extends PeerContract {
    R2dbcPeerTest() {
        super(R2dbcPeer::new);
    }
}
