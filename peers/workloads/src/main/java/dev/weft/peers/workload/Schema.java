package dev.weft.peers.workload;

import dev.weft.peers.workload.model.Author;
import dev.weft.peers.workload.model.Note;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables that are worked on, in a schema of their own, {@code weft_compare}. */
public final class Schema {
    private Schema() {}

    /**
     * Makes the tables anew.
     *
     * @param connection a connection of PostgreSQL
     * @throws SQLException if it cannot
     */
    public static void create(Connection connection) throws SQLException {
        drop(connection);
        execute(connection, """
                create schema weft_compare;
                create table weft_compare.item (id int primary key, name text not null, price int not null);
                insert into weft_compare.item select i, 'item ' || i, i * 3 from generate_series(1, %d) i;
                create table weft_compare.author (id int primary key, name text not null, revision int not null);
                insert into weft_compare.author select i, 'author ' || i, 0 from generate_series(1, %d) i;
                create table weft_compare.book (id int primary key, title text not null,
                    author_id int not null references weft_compare.author);
                insert into weft_compare.book select i, 'book ' || i, 1 + (i - 1) / %d from generate_series(1, %d) i;
                create index on weft_compare.book (author_id);
                create sequence weft_compare.note_sequence increment %d;
                create table weft_compare.note (id bigint primary key, place int not null, text text not null);
                analyze weft_compare.item, weft_compare.author, weft_compare.book;
                """.formatted(
                        Rows.ITEMS, Rows.AUTHORS, Author.BOOKS, Rows.AUTHORS * Author.BOOKS, Note.BATCH));
    }

    /**
     * Drops the tables, if they are there.
     *
     * @param connection a connection of PostgreSQL
     * @throws SQLException if it cannot
     */
    public static void drop(Connection connection) throws SQLException {
        execute(connection, "drop schema if exists weft_compare cascade");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
