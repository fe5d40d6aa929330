import org.jspecify.annotations.NullMarked;

/** async and await for the JVM: blocking-style code on virtual threads, with cancel scopes. */
@NullMarked
module dev.weft.awaitlet {
    requires jdk.jfr;
    requires static transitive org.jspecify;

    exports dev.weft.awaitlet;
    exports dev.weft.awaitlet.spi;

    uses dev.weft.awaitlet.spi.ContextCarrier;
    uses dev.weft.awaitlet.spi.EventLoopProbe;
}
