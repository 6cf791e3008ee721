package io.evently.storage;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** One PostgreSQL database as a URL names it. Its text form never shows the password. */
record DatabaseUrl(String host, int port, String database, String user, String password, DatabaseTls tls) {
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,50}");

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
                DatabaseTls.of(key, query(key, uri)));
    }

    /** Refuses a malformed URL by the key that named it. */
    static void check(String key, String url) {
        DatabaseUrl ignored = parse(key, url);
    }

    DatabaseUrl withSuffix(String suffix) {
        return withDatabase(database + suffix);
    }

    DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, user, password, tls);
    }

    String jdbc() {
        return "jdbc:postgresql://" + host + ':' + port + '/' + database + "?connectTimeout=10&socketTimeout=120"
                + tls.jdbc();
    }

    PgConnectOptions options() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password);
        tls.apply(options);
        return options;
    }

    @Override
    public String toString() {
        return host + ':' + port + '/' + database;
    }

    private static Map<String, String> query(String key, URI uri) {
        if (uri.getRawFragment() != null) {
            throw malformed(key);
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String member :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&", -1)) {
            String[] parts = member.split("=", 2);
            if (members.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw new IllegalArgumentException(key + " says " + decoded(parts[0]) + " twice.");
            }
        }
        return members;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed(String key) {
        return new IllegalArgumentException(
                key + " must look like postgres://user:password@host:5432/name (name: letters, digits, _ and -)");
    }
}
