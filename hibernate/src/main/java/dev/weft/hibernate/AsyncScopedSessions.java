package dev.weft.hibernate;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Sessions by a key, such as the current awaitlet, a request or a tenant: one for each key, opened when it is first
 * asked for, and to be removed when the scope that the key stands for ends.
 *
 * <ul>
 *   <li>A key is compared by {@code equals} and held until its session is removed.
 *   <li>A session whose scope forgot to remove it is told of, by a warning to the logger {@code dev.weft.hibernate},
 *       and closed: where the key is an awaitlet when that ends, else when the maker is closed.
 * </ul>
 *
 * <p>Made by {@link AsyncSessionMaker#scoped(java.util.function.Supplier) AsyncSessionMaker.scoped}. Safe for use by
 * many threads; its sessions belong to one task at a time, as all do. After SQLAlchemy's {@code async_scoped_session}.
 */
public interface AsyncScopedSessions {
    /**
     * The session of the current key, opened if there is none or if it has been closed.
     *
     * @return the session
     * @throws dev.weft.engine.ResourceClosed if the maker has been closed (ER-303)
     */
    AsyncSession current();

    /**
     * Closes the session of the current key, and forgets it.
     *
     * @return a future that completes when it is closed; at once if there is none
     */
    CompletableFuture<Void> remove();

    /**
     * The keys that have a session now.
     *
     * @return a copy of the set of them
     */
    Set<Object> keys();
}
