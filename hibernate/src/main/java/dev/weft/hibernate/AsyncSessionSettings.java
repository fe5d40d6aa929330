package dev.weft.hibernate;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hibernate.CacheMode;
import org.hibernate.FlushMode;

/**
 * How an {@link AsyncSession} behaves from now on. Like its other operations these run in their turn, without I/O, and
 * answer a future: those called before are run as it was, those called after as it is then.
 *
 * <p>Calls may come from any thread. The names are those of Hibernate's session.
 */
public interface AsyncSessionSettings {
    /**
     * Sets when pending changes are written by themselves.
     *
     * @param mode the mode; {@link FlushMode#MANUAL} leaves it to {@link AsyncSession#flush}
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setFlushMode(FlushMode mode);

    /**
     * When pending changes are written by themselves.
     *
     * @return a future of the mode
     */
    CompletableFuture<FlushMode> getFlushMode();

    /**
     * Sets how the second-level cache is gone about.
     *
     * @param mode the mode
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setCacheMode(CacheMode mode);

    /**
     * How the second-level cache is gone about.
     *
     * @return a future of the mode
     */
    CompletableFuture<CacheMode> getCacheMode();

    /**
     * Sets whether entities that are loaded from now on are watched for changes.
     *
     * @param readOnly true for entities whose changes are never written
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setDefaultReadOnly(boolean readOnly);

    /**
     * Sets whether one entity is watched for changes.
     *
     * @param entity a managed entity
     * @param readOnly true if its changes are never to be written
     * @return a future that completes when it is set; it fails with Hibernate's
     *     {@link org.hibernate.TransientObjectException} for an entity that is not managed
     */
    CompletableFuture<Void> setReadOnly(Object entity, boolean readOnly);

    /**
     * Tells whether an entity's changes are never written.
     *
     * @param entity a managed entity
     * @return a future of the answer
     */
    CompletableFuture<Boolean> isReadOnly(Object entity);

    /**
     * Sets how many lazy associations of the same kind are loaded at a time.
     *
     * @param associations above zero; 1 loads each alone
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setFetchBatchSize(int associations);

    /**
     * Sets whether a lazy collection is loaded together with the same one of all entities of its query.
     *
     * @param enabled true to load them together
     * @return a future that completes when it is set
     */
    CompletableFuture<Void> setSubselectFetchingEnabled(boolean enabled);

    /**
     * Enables a filter.
     *
     * @param name the filter's name
     * @param parameters its parameters by their names
     * @return a future that completes when it is enabled
     */
    CompletableFuture<Void> enableFilter(String name, Map<String, ?> parameters);

    /**
     * Disables a filter.
     *
     * @param name the filter's name
     * @return a future that completes when it is disabled
     */
    CompletableFuture<Void> disableFilter(String name);

    /**
     * Enables a fetch profile.
     *
     * @param name the profile's name
     * @return a future that completes when it is enabled
     */
    CompletableFuture<Void> enableFetchProfile(String name);

    /**
     * Disables a fetch profile.
     *
     * @param name the profile's name
     * @return a future that completes when it is disabled
     */
    CompletableFuture<Void> disableFetchProfile(String name);
}
