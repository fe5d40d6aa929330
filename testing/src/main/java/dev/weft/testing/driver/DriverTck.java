package dev.weft.testing.driver;

/**
 * The contract of a {@link dev.weft.engine.spi.DriverProvider driver}, as tests that run on it: what the engine relies
 * on, and what makes a driver of a third party possible.
 *
 * <p>A driver passes it by a test class that implements this interface and says where an empty database is:
 *
 * <pre>{@code
 * class MyDriverTest implements DriverTck {
 *     @Override
 *     public String url() {
 *         return "mydb://localhost/empty";
 *     }
 *
 *     @Override
 *     public String slowQuery() {
 *         return "select sum(sleep(30)) from seq_1_to_3";
 *     }
 * }
 * }</pre>
 *
 * <p>The tests make tables {@code weft_tck} and drop them again. Each has 30 s. After r2dbc's {@code TestKit}.
 */
public interface DriverTck
        extends ConnectionContract,
                StatementContract,
                BatchContract,
                TransactionContract,
                CursorContract,
                CancelContract {}
