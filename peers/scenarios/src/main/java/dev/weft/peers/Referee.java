package dev.weft.peers;

/** Who rules the server and the network; the peers' JVMs ask it for what must not come from them. */
public interface Referee {
    /**
     * Sessions of an application, as the server sees them.
     *
     * @param active how many run a statement
     * @param inTransaction how many are idle in a transaction
     */
    record Sessions(int active, int inTransaction) {}

    /**
     * The sessions of an application.
     *
     * @param application the name that they have on the server
     * @return their numbers
     */
    Sessions sessions(String application);

    /**
     * How many connections were ever made through the network, also those for cancels.
     *
     * @return the number since the peer began
     */
    int connectionsMade();

    /** Crashes the server and starts it again; answers when it accepts connections. */
    void crash();

    /** Loses all that is sent on the connections that are open now, without telling anybody; new ones are fair. */
    void forget();
}
