package io.evently.outbox;

/**
 * The part of a statement that writes down what it made true: the facts of all its rows in one row of the outbox. The
 * functions that make a fact, and so its topic and its members, are in {@code R__facts.sql}.
 */
public final class Announcement {
    /** More facts than this go into rows of their own, so that a listener never has to take them all at once. */
    private static final int MOST_IN_A_ROW = 500;

    private Announcement() {}

    /**
     * A common table expression named {@code announced}, for at most a few hundred rows.
     *
     * @param fact makes a fact of one row, for example {@code hold_expired(b)}
     * @param source what has the rows, in the order in which the facts are to stand, for example {@code ended AS b}
     * @param at the parameter that holds the time, for example {@code $1}
     */
    public static String of(String fact, String source, String at) {
        return """
                announced AS (
                    INSERT INTO outbox (size, facts, at)
                    SELECT count(*), json_agg(%s), %s FROM %s HAVING count(*) > 0)""".formatted(fact, at, source);
    }

    /**
     * The same for any number of rows.
     *
     * @param row the alias by which {@code fact} knows a row of {@code source}
     */
    public static String ofMany(String fact, String row, String source, String at) {
        return """
                announced AS (
                    INSERT INTO outbox (size, facts, at)
                    SELECT count(*), json_agg(%s), %s
                      FROM (SELECT *, (row_number() OVER () - 1) / %d AS part FROM %s) AS %s
                     GROUP BY part ORDER BY part)""".formatted(fact, at, MOST_IN_A_ROW, source, row);
    }
}
