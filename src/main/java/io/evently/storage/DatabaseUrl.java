package io.evently.storage;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL database as a URL names it. Its text form never shows the password. */
record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        String password,
        @Nullable String sslMode) {
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,50}");
    private static final Pattern SSL_MODE = Pattern.compile("(?:^|&)sslmode=([a-z-]+)(?:&|$)");

    static DatabaseUrl parse(String key, String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed(key);
        }
        boolean scheme = "postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme());
        if (!scheme || uri.getHost() == null || uri.getRawUserInfo() == null || uri.getPath() == null) {
            throw malformed(key);
        }
        String database = uri.getPath().replaceFirst("^/", "");
        if (!NAME.matcher(database).matches()) {
            throw malformed(key);
        }
        String[] credentials = uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(
                uri.getHost(),
                uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort(),
                database,
                decoded(credentials[0]),
                credentials.length == 2 ? decoded(credentials[1]) : "",
                sslModeOf(uri.getQuery()));
    }

    /** Refuses a malformed URL by the key that named it. */
    static void check(String key, String url) {
        DatabaseUrl ignored = parse(key, url);
    }

    DatabaseUrl withSuffix(String suffix) {
        return withDatabase(database + suffix);
    }

    DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, user, password, sslMode);
    }

    String jdbc() {
        String ssl = sslMode == null ? "" : "&sslmode=" + sslMode;
        return "jdbc:postgresql://" + host + ':' + port + '/' + database + "?connectTimeout=10&socketTimeout=120" + ssl;
    }

    PgConnectOptions options() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password);
        if (sslMode != null) {
            options.setSslMode(SslMode.of(sslMode));
        }
        return options;
    }

    @Override
    public String toString() {
        return host + ':' + port + '/' + database;
    }

    private static @Nullable String sslModeOf(@Nullable String query) {
        if (query == null) {
            return null;
        }
        Matcher matcher = SSL_MODE.matcher(query);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed(String key) {
        return new IllegalArgumentException(
                key + " must look like postgres://user:password@host:5432/name (name: letters, digits, _ and -)");
    }
}
