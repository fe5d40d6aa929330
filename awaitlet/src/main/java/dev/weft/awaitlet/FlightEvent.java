package dev.weft.awaitlet;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/**
 * What all Flight Recorder events of this module tell: which awaitlet it was. They hold names, classes and reasons, and
 * never a value of the user's.
 *
 * <p>Whoever makes one asks first whether anybody records: without a recording there is no allocation and no clock.
 */
@Category("Weft")
abstract class FlightEvent extends Event {
    @Label("Awaitlet")
    @Nullable
    String awaitlet;

    @Label("Awaitlet Number")
    long number;

    void of(@Nullable AwaitletTask task) {
        if (task != null) {
            awaitlet = task.name();
            number = task.number();
        }
    }
}
