package dev.weft.vertx.internal.pg;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Trust and keys that have been read already, as Vert.x asks for them; its own wrappers need a library for logs. */
final class TlsMaterial {
    private TlsMaterial() {}

    record Trust(TrustManagerFactory factory) implements TrustOptions {
        @Override
        public TrustOptions copy() {
            return this;
        }

        @Override
        public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
            return factory;
        }

        @Override
        public @Nullable Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
            return null;
        }
    }

    record Keys(KeyManagerFactory factory) implements KeyCertOptions {
        @Override
        public KeyCertOptions copy() {
            return this;
        }

        @Override
        public KeyManagerFactory getKeyManagerFactory(Vertx vertx) {
            return factory;
        }

        @Override
        public @Nullable Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
            return null;
        }
    }
}
