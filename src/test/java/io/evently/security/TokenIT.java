package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.account.service.HandmadeToken;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("A token")
class TokenIT {
    private static final String SECRET = RunningNode.JWT_SECRET;
    private static final String PROFILE = "/api/v1/auth/profile";
    /** One operation that demands a token and one that merely takes one. */
    private static final List<String> PATHS = List.of(PROFILE, "/api/v1/events?limit=1");

    private final TwoNodes nodes;
    private final NodeClient client;

    TokenIT(TwoNodes nodes) {
        this.nodes = nodes;
        this.client = nodes.one();
    }

    @Test
    @DisplayName("made by hand as the service would make it is good: so what follows is refused for its one fault")
    void control() {
        Member member = client.register();
        String same = signed(member, header -> header, claims -> claims);
        PATHS.forEach(path -> assertThat(client.get(path, same).status()).isEqualTo(200));
    }

    @Test
    @DisplayName("with anything wrong about its signature, header or claims is refused, also where none is needed")
    void forged() {
        Member member = client.register();
        Map<String, String> forged = new LinkedHashMap<>();
        headers(member, forged);
        signatures(member, forged);
        claims(member, forged);
        forged.forEach((what, token) -> PATHS.forEach(path -> assertRefused(what, path, "Bearer " + token)));
        assertThat(forged).hasSizeGreaterThan(60);
    }

    private static void headers(Member member, Map<String, String> forged) {
        for (String algorithm : List.of("none", "None", "NONE", "nOnE", "", "RS256", "ES256", "PS256", "EdDSA")) {
            JsonObject header = header(member).put("alg", algorithm);
            forged.put("alg " + algorithm + " unsigned", HandmadeToken.unsigned(header, claims(member)) + '.');
            forged.put("alg " + algorithm + " signed", signed(member, it -> it.put("alg", algorithm), it -> it));
            forged.put(
                    "alg " + algorithm + " with the old signature",
                    HandmadeToken.unsigned(header, claims(member)) + '.' + part(member.token(), 2));
        }
        forged.put(
                "HS512",
                HandmadeToken.signed(header(member).put("alg", "HS512"), claims(member), "HmacSHA512", SECRET));
        forged.put(
                "HS384",
                HandmadeToken.signed(header(member).put("alg", "HS384"), claims(member), "HmacSHA384", SECRET));
        forged.put("HS512 that says HS256", HandmadeToken.signed(header(member), claims(member), "HmacSHA512", SECRET));
        forged.put("no alg", signed(member, it -> without(it, "alg"), it -> it));
        forged.put("no kid", signed(member, it -> without(it, "kid"), it -> it));
        for (Object kid : List.of("", "../../../../dev/null", "' OR 1=1 --", "/etc/passwd", "unknown", 1, true)) {
            forged.put("kid " + kid, signed(member, it -> it.put("kid", kid), it -> it));
        }
        String empty = HandmadeToken.signed(header(member).put("kid", "/dev/null"), claims(member), "HmacSHA256", "\0");
        forged.put("kid of an empty file, signed with nothing", empty);
        JsonObject key = new JsonObject().put("kty", "oct").put("k", "AAAA").put("alg", "HS256");
        forged.put("jwk", foreign(member, it -> it.put("jwk", key)));
        forged.put("jwk with the right key", signed(member, it -> it.put("jwk", key), it -> it));
        forged.put("jku", signed(member, it -> it.put("jku", "http://127.0.0.1:1/keys"), it -> it));
        forged.put("x5u", signed(member, it -> it.put("x5u", "http://127.0.0.1:1/cert"), it -> it));
        forged.put("x5c", signed(member, it -> it.put("x5c", new JsonArray().add("MII=")), it -> it));
        forged.put("crit", signed(member, it -> it.put("crit", new JsonArray().add("exp")), it -> it));
        forged.put("zip", signed(member, it -> it.put("zip", "DEF"), it -> it));
        forged.put("typ", signed(member, it -> it.put("typ", "at+jwt"), it -> it));
    }

    private static void signatures(Member member, Map<String, String> forged) {
        String token = member.token();
        String content = part(token, 0) + '.' + part(token, 1);
        forged.put("foreign key", foreign(member, it -> it));
        forged.put("empty signature", content + '.');
        forged.put("no signature", content);
        forged.put("cut signature", token.substring(0, token.length() - 5));
        forged.put("longer signature", token + "AA");
        forged.put("four parts", token + '.' + part(token, 2));
        forged.put("payload of an admin", reworded(token, it -> it.put("role", "admin")));
        forged.put("payload of another", reworded(token, it -> it.put("userId", new UUID(1, 1).toString())));
        forged.put("payload that lasts", reworded(token, it -> it.put("exp", 4_000_000_000L)));
        for (String garbage : List.of("x", "null", "..", "...", "a.b.c", "{}", "e30.e30.e30", "A".repeat(7_000))) {
            forged.put("garbage " + garbage, garbage);
        }
    }

    private static void claims(Member member, Map<String, String> forged) {
        long now = Instant.now().getEpochSecond();
        for (String claim : List.of("exp", "iat", "jti", "userId", "ver", "role", "email", "iss")) {
            forged.put("without " + claim, signed(member, it -> it, it -> without(it, claim)));
            forged.put(claim + " null", signed(member, it -> it, it -> it.put(claim, (Object) null)));
            forged.put(claim + " a list", signed(member, it -> it, it -> it.put(claim, new JsonArray().add(1))));
        }
        Map<String, List<Object>> wrong = Map.of(
                "exp", List.of(now - 1, 0, -1, 1.5, "4000000000", 1e30),
                "iat", List.of(now + 3_600, "now", -5),
                "nbf", List.of(now + 3_600, "later", 1e30),
                "jti", List.of("", 1, "x".repeat(1_000)),
                "ver", List.of(0, -1, "1", 1.5, 9_999_999_999L),
                "role", List.of("root", "ADMIN", 1, true),
                "userId", List.of("1", "' OR 1=1 --", 1),
                "iss", List.of("somebody", 1));
        wrong.forEach((claim, values) -> values.forEach(value ->
                forged.put(claim + ' ' + value, signed(member, it -> it, it -> it.put(claim, value)))));
    }

    @Test
    @DisplayName("counts only in one Authorization header of the scheme Bearer, in any case")
    void header() {
        Member member = client.register();
        String good = "Bearer " + member.token();
        for (String scheme : List.of("bearer", "BEARER", "BeArEr")) {
            PATHS.forEach(path -> assertThat(
                            client.send("GET", path, null, "Authorization", scheme + ' ' + member.token())
                                    .status())
                    .isEqualTo(200));
        }
        for (String path : PATHS) {
            assertRefused("no scheme", path, member.token());
            assertRefused("another scheme", path, "Basic " + member.token());
            assertRefused("no token", path, "Bearer");
            assertRefused("two tokens", path, good + ' ' + member.token());
            assertRefused("a list", path, good + ", " + good);
            assertRefused("quotes", path, "Bearer \"" + member.token() + '"');
            assertRefused("empty", path, "");
            assertRefused("a good header before a bad one", path, good, "Bearer x");
            assertRefused("a bad header before a good one", path, "Bearer x", good);
            assertRefused("the same header twice", path, good, good);
        }
        Answer inQuery = client.send("GET", PROFILE + "?access_token=" + member.token(), null);
        assertThat(inQuery.json().path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
        Answer inCookie = client.send("GET", PROFILE, null, "Cookie", "token=" + member.token());
        assertThat(inCookie.json().path("code").asText()).isEqualTo("AUTHENTICATION_REQUIRED");
    }

    @Test
    @DisplayName("that was signed out on one node is refused there at once and on the other soon; its sibling is not")
    void loggedOut() {
        Member member = client.register();
        String sibling = client.login(member.email(), NodeClient.PASSWORD);
        assertThat(nodes.other().get(PROFILE, member.token()).status()).isEqualTo(200);

        assertThat(client.post("/api/v1/auth/logout", null, member.token()).status())
                .isEqualTo(200);

        assertRefused("signed out", PROFILE, "Bearer " + member.token());
        assertRefusedSoonOnTheOther(member.token());
        assertThat(client.get(PROFILE, sibling).status()).isEqualTo(200);
        assertThat(nodes.other().get(PROFILE, sibling).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("made before the password changed is refused on both nodes; one made with the new password is good")
    void changedPassword() {
        Member member = client.register();
        String sibling = nodes.other().login(member.email(), NodeClient.PASSWORD);
        ObjectNode change =
                NodeClient.object().put("currentPassword", NodeClient.PASSWORD).put("newPassword", "another456");

        assertThat(client.post("/api/v1/auth/change-password", change, member.token())
                        .status())
                .isEqualTo(200);

        for (String token : List.of(member.token(), sibling)) {
            assertRefused("of the old password", PROFILE, "Bearer " + token);
            assertRefusedSoonOnTheOther(token);
        }
        String fresh = nodes.other().login(member.email(), "another456");
        assertThat(client.get(PROFILE, fresh).status()).isEqualTo(200);
        assertThat(nodes.other().get(PROFILE, fresh).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("of a deactivated account is refused on both nodes, and no new one is given")
    void deactivated() {
        Member member = client.register();
        update(member, NodeClient.object().put("isActive", false));

        assertRefused("of a deactivated account", PROFILE, "Bearer " + member.token());
        assertRefusedSoonOnTheOther(member.token());
        ObjectNode credentials =
                NodeClient.object().put("email", member.email()).put("password", NodeClient.PASSWORD);
        assertThat(nodes.other().post("/api/v1/auth/login", credentials, null).status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("made before the role changed is refused on both nodes: no right outlives its removal")
    void changedRole() {
        Member member = client.register();
        update(member, NodeClient.object().put("role", "admin"));
        assertRefused("of a mere user", PROFILE, "Bearer " + member.token());
        assertRefusedSoonOnTheOther(member.token());
        String admin = client.login(member.email(), NodeClient.PASSWORD);
        String list = "/api/v1/auth/admin/users";
        assertThat(nodes.other().get(list, admin).status()).isEqualTo(200);

        update(member, NodeClient.object().put("role", "user"));

        assertThat(client.get(list, admin).status()).isEqualTo(401);
        assertRefusedSoonOnTheOther(admin);
        String user = client.login(member.email(), NodeClient.PASSWORD);
        assertThat(client.get(list, user).status()).isEqualTo(403);
    }

    @Test
    @DisplayName("of an admin is what it takes to register an admin")
    void adminsOnly() {
        Member member = client.register();
        assertThat(register("admin", null).status()).isEqualTo(403);
        assertThat(register("admin", member.token()).status()).isEqualTo(403);
        assertThat(register("admin", "x").status()).isEqualTo(401);
        Answer made = register("admin", client.admin());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/data/user/role").asText()).isEqualTo("admin");
        assertThat(register("user", null).status()).isEqualTo(201);
    }

    private Answer register(String role, @Nullable String token) {
        ObjectNode body = NodeClient.object()
                .put("email", UUID.randomUUID() + "@example.com")
                .put("name", "Mallory")
                .put("password", NodeClient.PASSWORD)
                .put("role", role);
        return client.post("/api/v1/auth/register", body, token);
    }

    private void update(Member member, ObjectNode change) {
        Answer answer = client.put("/api/v1/auth/admin/users/" + member.id(), change, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void assertRefused(String what, String path, String... authorization) {
        String[] headers = new String[authorization.length * 2];
        for (int i = 0; i < authorization.length; i++) {
            headers[2 * i] = "Authorization";
            headers[2 * i + 1] = authorization[i];
        }
        Answer answer = client.send("GET", path, null, headers);
        assertThat(answer.status())
                .as("%s on %s: %s", what, path, answer.text())
                .isEqualTo(401);
        assertThat(answer.json().path("error").asText()).as(what).isEqualTo("Invalid authentication token");
        assertThat(answer.json().path("code").asText()).as(what).isEqualTo("INVALID_TOKEN");
        assertDocumented(answer.response());
    }

    private void assertRefusedSoonOnTheOther(String token) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(nodes.other().get(PROFILE, token).status()).isEqualTo(401));
    }

    private static JsonObject header(Member member) {
        return HandmadeToken.part(member.token(), 0);
    }

    private static JsonObject claims(Member member) {
        return HandmadeToken.part(member.token(), 1);
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }

    private static JsonObject without(JsonObject object, String member) {
        object.remove(member);
        return object;
    }

    private static String signed(Member member, UnaryOperator<JsonObject> header, UnaryOperator<JsonObject> claims) {
        return HandmadeToken.signed(header.apply(header(member)), claims.apply(claims(member)), "HmacSHA256", SECRET);
    }

    private static String foreign(Member member, UnaryOperator<JsonObject> header) {
        return HandmadeToken.signed(
                header.apply(header(member)), claims(member), "HmacSHA256", "another-secret-of-more-than-32-bytes!");
    }

    // The signature stays as it was.
    private static String reworded(String token, UnaryOperator<JsonObject> claims) {
        String payload = claims.apply(HandmadeToken.part(token, 1)).encode();
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return part(token, 0) + '.' + encoded + '.' + part(token, 2);
    }
}
