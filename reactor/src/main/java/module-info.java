import dev.weft.awaitlet.spi.EventLoopProbe;
import dev.weft.reactor.NonBlockingThreads;
import org.jspecify.annotations.NullMarked;

/** Project Reactor's world: awaitlets as a Mono, a Mono or Flux awaited, and Reactor's context carried both ways. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Reactor's jars name no modules
module dev.weft.reactor {
    requires transitive dev.weft.awaitlet;
    requires transitive reactor.core;
    requires org.reactivestreams;
    requires static context.propagation;
    requires static transitive org.jspecify;

    exports dev.weft.reactor;

    provides EventLoopProbe with
            NonBlockingThreads;
}
