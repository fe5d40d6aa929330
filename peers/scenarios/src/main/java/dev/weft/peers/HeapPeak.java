package dev.weft.peers;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The most of the heap that is in use while this is open. Safe for use by many threads. */
public final class HeapPeak implements AutoCloseable {
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(NotificationEmitter.class::isInstance)
            .map(NotificationEmitter.class::cast)
            .toList();
    private final AtomicLong live = new AtomicLong();
    private final NotificationListener listener = (told, hand) -> heard(told);

    /** Begins to watch. */
    public HeapPeak() {
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    private void heard(Notification told) {
        if (told.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && told.getUserData() instanceof CompositeData data) {
            var after = GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc();
            var sum = pools.stream()
                    .map(pool -> after.get(pool.getName()))
                    .filter(usage -> usage != null)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            live.accumulateAndGet(sum, Math::max);
        }
    }

    /**
     * With garbage: the sum of what each part of the heap had at most, so no less than there was at any time.
     *
     * @return that sum
     */
    public long megabytes() {
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }

    /**
     * The most that a collection left.
     *
     * @return megabytes; 0 if there was none
     */
    public long liveMegabytes() {
        return liveBytes() >> 20;
    }

    /**
     * The most that a collection left.
     *
     * @return bytes; 0 if there was none
     */
    public long liveBytes() {
        return live.get();
    }

    @Override
    public void close() {
        for (var collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException never) {
                throw new IllegalStateException(never);
            }
        }
    }
}
