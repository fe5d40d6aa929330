package dev.weft.peers.vertx;

import dev.weft.peers.workload.ContenderContract;

class VertxContenderTest extends ContenderContract {
    VertxContenderTest() {
        super(new VertxContender());
    }
}
