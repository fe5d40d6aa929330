import org.jspecify.annotations.NullMarked;

/** Thread-locals known to Micrometer's context propagation, and the MDC, in awaitlets and on worker threads. */
@NullMarked
@SuppressWarnings("requires-automatic") // Micrometer's library has no module descriptor
module dev.weft.micrometer {
    requires context.propagation;
    requires transitive dev.weft.awaitlet;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.weft.micrometer;

    provides dev.weft.awaitlet.spi.ContextCarrier with
            dev.weft.micrometer.RegisteredContext,
            dev.weft.micrometer.LoggingContext;
}
