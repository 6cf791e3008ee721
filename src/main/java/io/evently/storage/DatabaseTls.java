package io.evently.storage;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a connection to a database is encrypted, in the words of PostgreSQL's own clients. The client of the event
 * loops and the one of the migrations are told the same.
 *
 * @param mode none asks for no encryption
 * @param trustFile certificates in PEM form, of which one must have signed the server's; there for the modes that verify
 */
record DatabaseTls(SslMode mode, @Nullable Path trustFile) {
    static final DatabaseTls NONE = new DatabaseTls(SslMode.DISABLE, null);

    static final String MODE = "sslmode";
    static final String TRUST_FILE = "sslrootcert";
    // "allow" would encrypt only when the server insists, which helps nobody who asks for it.
    private static final List<SslMode> MODES =
            List.of(SslMode.DISABLE, SslMode.PREFER, SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL);
    private static final Set<SslMode> VERIFYING = Set.of(SslMode.VERIFY_CA, SslMode.VERIFY_FULL);

    /**
     * Reads what the query of a URL says. What is not understood is refused: somebody may have meant encryption by it.
     *
     * @throws IllegalArgumentException with one sentence that names the key
     */
    static DatabaseTls of(String key, Map<String, String> query) {
        for (String member : query.keySet()) {
            if (!member.equals(MODE) && !member.equals(TRUST_FILE)) {
                throw new IllegalArgumentException(key + " says " + member + ", which is not known; only " + MODE
                        + " and " + TRUST_FILE + " may stand behind the question mark.");
            }
        }
        String word = query.getOrDefault(MODE, SslMode.DISABLE.value);
        SslMode mode = MODES.stream()
                .filter(one -> one.value.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(key + " says " + MODE + '=' + word + "; it must be one of "
                                + MODES.stream().map(one -> one.value).collect(Collectors.joining(", ")) + '.'));
        String file = query.get(TRUST_FILE);
        if ((file != null) != VERIFYING.contains(mode)) {
            throw new IllegalArgumentException(
                    file == null
                            ? key + " says " + MODE + '=' + word + ", for which " + TRUST_FILE
                                    + " must name a file with the certificate of the authority (PEM)."
                            : key + " names a " + TRUST_FILE + ", which only " + MODE
                                    + "=verify-ca and verify-full use.");
        }
        return file == null ? new DatabaseTls(mode, null) : new DatabaseTls(mode, certificates(key, Path.of(file)));
    }

    /** What follows in a JDBC URL. */
    String jdbc() {
        String file = trustFile == null ? "" : '&' + TRUST_FILE + '=' + encoded(trustFile);
        return '&' + MODE + '=' + mode.value + file;
    }

    void apply(PgConnectOptions options) {
        options.setSslMode(mode);
        if (mode == SslMode.DISABLE) {
            return;
        }
        ClientSSLOptions ssl =
                new ClientSSLOptions().setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (trustFile == null) {
            ssl.setTrustAll(true);
        } else {
            ssl.setTrustOptions(new PemTrustOptions().addCertPath(trustFile.toString()));
        }
        options.setSslOptions(ssl);
    }

    private static Path certificates(String key, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty()) {
                return file.toAbsolutePath();
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    key + ": the file " + file + " named by " + TRUST_FILE
                            + " cannot be read as certificates in PEM form.",
                    e);
        }
        throw new IllegalArgumentException(
                key + ": the file " + file + " named by " + TRUST_FILE + " holds no certificate.");
    }

    private static String encoded(Path file) {
        return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
