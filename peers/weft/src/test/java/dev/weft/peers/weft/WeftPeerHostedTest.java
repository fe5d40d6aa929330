package dev.weft.peers.weft;

import dev.weft.peers.PeerContract;

class WeftPeerHostedTest extends PeerContract {
    WeftPeerHostedTest() {
        super(target -> new WeftPeer("postgresql", target));
    }
}
