package dev.weft.tck.vertx;

import dev.weft.engine.AsyncEngine;
import dev.weft.engine.EngineUrl;
import dev.weft.testing.Driver;

/** Engines through the native driver, for tests that hold it beside the hosted one. */
final class Native {
    private Native() {}

    static AsyncEngine engine(EngineUrl url) {
        return AsyncEngine.create(url(url, ""));
    }

    /** The same database through the native driver. */
    static String url(EngineUrl url, String options) {
        return Driver.VERTX.through("postgresql://%s:%s@127.0.0.1:%d/%s%s"
                .formatted(
                        url.user().orElseThrow(),
                        url.password().orElseThrow(),
                        url.port().orElseThrow(),
                        url.database().orElseThrow(),
                        options));
    }
}
