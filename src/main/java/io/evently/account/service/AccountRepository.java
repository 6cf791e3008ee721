package io.evently.account.service;

import io.evently.account.Account;
import io.evently.account.EmailAddress;
import io.evently.account.Revocation;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.account.UpdateAccount;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** The only class that knows how accounts are stored. */
final class AccountRepository {
    private static final String COLUMNS =
            "id, email, name, role, tier, is_active, created_at, password_hash, token_version";

    private static final String FIND_BY_EMAIL = "SELECT " + COLUMNS + " FROM account WHERE email = $1";

    private static final String FIND_BY_ID = "SELECT " + COLUMNS + " FROM account WHERE id = $1";

    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM account ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2";

    private static final String COUNT = "SELECT count(*) AS total FROM account";

    private static final String INSERT = """
            INSERT INTO account (id, email, name, password_hash, role, tier, created_at, updated_at)
            SELECT id, email, name, password_hash, role, tier, $7, $7
              FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                AS new (id, email, name, password_hash, role, tier)
            ON CONFLICT (email) DO NOTHING
            RETURNING id
            """;

    private static final String IDS = "SELECT id, email FROM account WHERE email = ANY ($1::text[])";

    // The version in the condition: of two changes that were checked against one password, one is too late.
    private static final String CHANGE_PASSWORD = """
            WITH changed AS (
                UPDATE account SET password_hash = $3, token_version = token_version + 1, updated_at = $4
                 WHERE id = $1 AND token_version = $2 AND is_active
             RETURNING id, token_version),
            earlier AS (
                DELETE FROM revocation USING changed WHERE kind = 'account' AND account_id = changed.id)
            INSERT INTO revocation (kind, account_id, minimum_version, expires_at)
            SELECT 'account', id, token_version, $5 FROM changed
            RETURNING account_id, minimum_version, expires_at
            """;

    private static final String REPLACE_HASH =
            "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2";

    // In id order, so that two admins who change each other do not lock each other out.
    private static final String LOCK_ACTIVE_ADMINS = """
            SELECT id FROM account WHERE role = 'admin' AND is_active ORDER BY id FOR UPDATE
            """;

    private static final String UPDATE = """
            WITH old AS (SELECT id, role, is_active FROM account WHERE id = $1 FOR UPDATE),
            changed AS (
                UPDATE account
                   SET role = coalesce($2, old.role),
                       tier = coalesce($3, tier),
                       is_active = coalesce($4, old.is_active),
                       token_version = token_version
                           + (coalesce($2, old.role) <> old.role OR old.is_active AND NOT coalesce($4, true))::integer,
                       updated_at = $5
                  FROM old WHERE account.id = old.id
             RETURNING account.id, email, name, account.role, tier, account.is_active, created_at, password_hash,
                       token_version,
                       (account.role <> old.role OR old.is_active AND NOT account.is_active) AS tokens_ended),
            ended AS (
                INSERT INTO revocation (kind, account_id, minimum_version, expires_at)
                SELECT 'account', id, token_version, $6 FROM changed WHERE tokens_ended),
            earlier AS (
                DELETE FROM revocation USING changed
                 WHERE kind = 'account' AND account_id = changed.id AND tokens_ended)
            SELECT * FROM changed
            """;

    /** An account with what only this package may see. */
    record Stored(Account account, @Nullable String passwordHash, int tokenVersion) {
        @Override
        public String toString() {
            return "Stored[" + account.id() + ']';
        }
    }

    /** An account to be. */
    record New(
            UUID id,
            EmailAddress email,
            String name,
            @Nullable String passwordHash,
            Role role,
            Tier tier) {
        static final int FIRST_VERSION = 1;

        Account at(Instant now) {
            return new Account(id, email, name, role, tier, true, now);
        }

        @Override
        public String toString() {
            return "New[" + id + ']';
        }
    }

    /** An account after a change, and whether its tokens ended with it. */
    record Changed(Stored stored, boolean tokensEnded) {}

    Future<Optional<Stored>> find(SqlClient accounts, EmailAddress email) {
        return accounts.preparedQuery(FIND_BY_EMAIL)
                .execute(Tuple.of(email.text()))
                .map(rows -> first(rows, AccountRepository::stored));
    }

    Future<Optional<Stored>> find(SqlClient accounts, UUID id) {
        return accounts.preparedQuery(FIND_BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> first(rows, AccountRepository::stored));
    }

    Future<List<Account>> page(SqlClient accounts, int limit, long offset) {
        return accounts.preparedQuery(PAGE).execute(Tuple.of(limit, offset)).map(rows -> {
            List<Account> page = new ArrayList<>(rows.size());
            rows.forEach(row -> page.add(stored(row).account()));
            return page;
        });
    }

    Future<Long> count(SqlClient accounts) {
        return accounts.preparedQuery(COUNT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("total"));
    }

    /** Inserts those whose addresses nobody has yet; the ids of these. */
    Future<Set<UUID>> insert(SqlClient accounts, List<New> wanted, Instant now) {
        Tuple columns = Tuple.of(
                wanted.stream().map(New::id).toArray(UUID[]::new),
                strings(wanted, it -> it.email().text()),
                strings(wanted, New::name),
                strings(wanted, New::passwordHash),
                strings(wanted, it -> text(it.role())),
                strings(wanted, it -> text(it.tier())));
        return accounts.preparedQuery(INSERT)
                .execute(columns.addValue(now.atOffset(UTC)))
                .map(rows -> {
                    Set<UUID> inserted = new HashSet<>();
                    rows.forEach(row -> inserted.add(row.getUUID("id")));
                    return inserted;
                });
    }

    /** Whose these addresses are. */
    Future<Map<EmailAddress, UUID>> ids(SqlClient accounts, List<EmailAddress> emails) {
        String[] texts = emails.stream().map(EmailAddress::text).toArray(String[]::new);
        return accounts.preparedQuery(IDS).execute(Tuple.of(texts)).map(rows -> {
            Map<EmailAddress, UUID> owners = new HashMap<>();
            rows.forEach(row -> owners.put(new EmailAddress(row.getString("email")), row.getUUID("id")));
            return owners;
        });
    }

    /** Changes the password of an active account that still has that version; what every node must then know. */
    Future<Optional<Revocation>> changePassword(
            SqlClient accounts, UUID id, int version, String hash, Instant now, Instant lastExpiry) {
        Tuple values = Tuple.of(id, version, hash, now.atOffset(UTC), lastExpiry.atOffset(UTC));
        return accounts.preparedQuery(CHANGE_PASSWORD)
                .execute(values)
                .map(rows -> first(
                        rows,
                        row -> new Revocation.OfAccount(
                                row.getUUID("account_id"),
                                row.getInteger("minimum_version"),
                                row.getOffsetDateTime("expires_at").toInstant())));
    }

    /** Replaces a hash by another one of the same password, unless it has changed meanwhile. */
    Future<Void> replaceHash(SqlClient accounts, UUID id, String old, String replacement) {
        return accounts.preparedQuery(REPLACE_HASH)
                .execute(Tuple.of(id, old, replacement))
                .mapEmpty();
    }

    /** Does the work in one transaction. */
    <T> Future<T> inTransaction(Pool accounts, Function<SqlClient, Future<T>> work) {
        return accounts.withTransaction(work::apply);
    }

    /** Locks and names all active admins; call it inside a transaction. */
    Future<Set<UUID>> lockActiveAdmins(SqlClient accounts) {
        return accounts.preparedQuery(LOCK_ACTIVE_ADMINS).execute().map(rows -> {
            Set<UUID> admins = new HashSet<>();
            rows.forEach(row -> admins.add(row.getUUID("id")));
            return admins;
        });
    }

    /** Makes the change; empty when there is no such account. */
    Future<Optional<Changed>> update(SqlClient accounts, UpdateAccount change, Instant now, Instant lastExpiry) {
        Tuple values = Tuple.tuple()
                .addValue(change.accountId())
                .addValue(change.role() == null ? null : text(change.role()))
                .addValue(change.tier() == null ? null : text(change.tier()))
                .addValue(change.active())
                .addValue(now.atOffset(UTC))
                .addValue(lastExpiry.atOffset(UTC));
        return accounts.preparedQuery(UPDATE)
                .execute(values)
                .map(rows -> first(rows, row -> new Changed(stored(row), row.getBoolean("tokens_ended"))));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String[] strings(List<New> wanted, Function<New, @Nullable String> column) {
        return wanted.stream().map(column).toArray(String[]::new);
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapping) {
        for (Row row : rows) {
            return Optional.of(mapping.apply(row));
        }
        return Optional.empty();
    }

    private static Stored stored(Row row) {
        Account account = new Account(
                row.getUUID("id"),
                new EmailAddress(row.getString("email")),
                row.getString("name"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT)),
                row.getBoolean("is_active"),
                row.getOffsetDateTime("created_at").toInstant());
        return new Stored(account, row.getString("password_hash"), row.getInteger("token_version"));
    }
}
