package dev.weft.awaitlet;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The Flight Recorder event of a scope that is cancelled; its stack is that of whoever cancels. */
@Name("dev.weft.Cancel")
@Label("Cancel")
@Description("A cancel scope was cancelled, or an awaitlet as a whole")
final class CancelEvent extends FlightEvent {
    private static final CancelEvent PROBE = new CancelEvent();

    @Label("Kind")
    @Description("What cancelled it")
    @Nullable
    String kind;

    @Label("Reason")
    @Nullable
    String reason;

    @Label("Scope")
    @Description("The whole awaitlet, or a scope in it")
    @Nullable
    String scope;

    static void record(CancelScope scope, CancelReason why) {
        if (!PROBE.isEnabled()) {
            return;
        }
        var event = new CancelEvent();
        var host = scope.host();
        event.of(host);
        event.kind = why.kind().name();
        event.reason = why.toString();
        event.scope = host == null
                ? "a scope not yet entered"
                : host.root().equals(scope)
                        ? "the whole awaitlet"
                        : scope.isShielded() ? "a shielded scope" : "a scope";
        event.commit();
    }
}
