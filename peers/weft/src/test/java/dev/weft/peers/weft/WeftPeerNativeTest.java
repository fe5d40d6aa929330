package dev.weft.peers.weft;

import dev.weft.peers.PeerContract;

class WeftPeerNativeTest extends PeerContract {
    WeftPeerNativeTest() {
        super(target -> new WeftPeer("postgresql+vertx", target));
    }
}
