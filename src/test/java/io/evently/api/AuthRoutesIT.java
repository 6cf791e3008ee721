package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.account.service.AccountConfigs;
import io.evently.account.service.AccountNode;
import io.evently.http.DocumentedAnswers;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The account routes")
class AuthRoutesIT {
    private static final String BASE = "/api/v1/auth/";
    private static final Map<UUID, UserTotals> TOTALS = new ConcurrentHashMap<>();
    private static AccountNode node;
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws Exception {
        node = AccountNode.start(
                AccountNode.storage(TestServices.freshDatabaseUrl()), AccountConfigs.demo(), Clock.systemUTC());
        edge = EdgeFixture.start(
                node.vertx(),
                EdgeFixture.config(),
                node.verifier(),
                List.of(
                        vertx -> new AuthRoutes(node.bus(), Duration.ofHours(24)),
                        vertx -> new AccountAdminRoutes(node.bus(), users -> Future.succeededFuture(TOTALS))));
    }

    @AfterAll
    static void stop() {
        edge.close();
        node.close();
    }

    @Test
    @DisplayName("sign up and in as the quick start does, with the reference's shapes")
    void quickStart() throws Exception {
        JsonNode admin = login("admin2@evently.com", "admin123");
        assertThat(admin.at("/data/user/role").asText()).isEqualTo("admin");
        Answer registered = post("register", "{'name':'Demo User','email':'demo@test.com','password':'demo123'}", null);
        assertThat(registered.status()).isEqualTo(201);
        JsonNode body = registered.json();
        assertThat(names(body)).containsExactly("success", "message", "data");
        assertThat(body.get("message").asText()).isEqualTo("User registered successfully");
        assertThat(names(body.get("data"))).containsExactly("success", "user", "token", "expiresIn");
        assertThat(names(body.at("/data/user"))).containsExactly("id", "email", "name", "role");
        assertThat(body.at("/data/expiresIn").asText()).isEqualTo("24h");
        assertThat(body.at("/data/user/role").asText()).isEqualTo("user");
        JsonNode login = login("demo@test.com", "demo123");
        assertThat(login.get("message").asText()).isEqualTo("Login successful");
        assertThat(login.at("/data/user")).isEqualTo(body.at("/data/user"));
        JsonNode validated = get("validate", login.at("/data/token").asText()).json();
        assertThat(names(validated)).containsExactly("success", "message", "valid", "user");
        assertThat(validated.get("user")).isEqualTo(body.at("/data/user"));
    }

    @Test
    @DisplayName("show a profile, change its password and sign out")
    void profile() throws Exception {
        String email = freshEmail();
        String token = register(email);
        JsonNode profile = get("profile", token).json();
        assertThat(names(profile)).containsExactly("success", "user");
        assertThat(names(profile.get("user")))
                .containsExactly("id", "email", "name", "role", "tier", "isActive", "memberSince");
        assertThat(Instant.parse(profile.at("/user/memberSince").asText())).isBefore(Instant.now());
        Answer wrong = post("change-password", "{'currentPassword':'nope','newPassword':'other456'}", token);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("code").asText()).isEqualTo("INVALID_CREDENTIALS");
        Answer changed = post("change-password", "{'currentPassword':'demo123','newPassword':'other456'}", token);
        assertThat(changed.json().get("message").asText()).isEqualTo("Password changed successfully");
        assertRefused(get("profile", token), 401, "INVALID_TOKEN");
        String fresh = login(email, "other456").at("/data/token").asText();
        JsonNode bye = post("logout", null, fresh).json();
        assertThat(names(bye)).containsExactly("success", "message", "hint");
        Answer after = get("validate", fresh);
        assertRefused(after, 401, "INVALID_TOKEN");
        assertThat(after.json().get("error").asText()).isEqualTo("Invalid authentication token");
        Answer without = get("profile", null);
        assertThat(without.json().get("error").asText()).isEqualTo("Authentication required");
    }

    @Test
    @DisplayName("make an admin for nobody but an admin")
    void adminRole() throws Exception {
        String wish = "{'name':'A','email':'%s','password':'demo123','role':'%s'}";
        Answer anonymous = post("register", wish.formatted(freshEmail(), "admin"), null);
        assertRefused(anonymous, 403, "FORBIDDEN");
        assertThat(anonymous.json().get("error").asText()).isEqualTo("Admin privileges required");
        assertRefused(
                post("register", wish.formatted(freshEmail(), "admin"), register(freshEmail())), 403, "FORBIDDEN");
        assertRefused(post("register", wish.formatted(freshEmail(), "admin"), "nonsense"), 401, "INVALID_TOKEN");
        for (String role : List.of("root", "ADMIN", "", "superadmin")) {
            assertRefused(post("register", wish.formatted(freshEmail(), role), null), 400, "VALIDATION_ERROR");
        }
        Answer made = post("register", wish.formatted(freshEmail(), "admin"), admin());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().at("/data/user/role").asText()).isEqualTo("admin");
    }

    @Test
    @DisplayName("refuse a taken address, a short password, and wrong credentials without telling which")
    void refusals() throws Exception {
        String email = freshEmail();
        register(email);
        String again = "{'name':'B','email':' %s ','password':'demo123'}".formatted(email.toUpperCase(Locale.ROOT));
        assertRefused(post("register", again, null), 409, "EMAIL_EXISTS");
        Answer shorter = post("register", "{'name':'B','email':'%s','password':'demo1'}".formatted(freshEmail()), null);
        assertRefused(shorter, 400, "VALIDATION_ERROR");
        assertThat(shorter.json().get("details").has("password")).isTrue();
        Answer blank =
                post("register", "{'name':'\u2003','email':'%s','password':'demo123'}".formatted(freshEmail()), null);
        assertRefused(blank, 400, "VALIDATION_ERROR");
        assertThat(blank.json().get("details").has("name")).isTrue();
        Answer wrong = post("login", "{'email':'%s','password':'nope12'}".formatted(email), null);
        Answer unknown = post("login", "{'email':'%s','password':'nope12'}".formatted(freshEmail()), null);
        assertRefused(wrong, 401, "INVALID_CREDENTIALS");
        assertRefused(unknown, 401, "INVALID_CREDENTIALS");
        assertThat(wrong.json().get("error")).isEqualTo(unknown.json().get("error"));
    }

    @Test
    @DisplayName("slow guesses down with 429 and Retry-After")
    void throttled() throws Exception {
        String email = freshEmail();
        register(email);
        for (int i = 0; i < 5; i++) {
            assertThat(post("login", "{'email':'%s','password':'nope12'}".formatted(email), null)
                            .status())
                    .isEqualTo(401);
        }
        Answer slowed = post("login", "{'email':'%s','password':'demo123'}".formatted(email), null);
        assertRefused(slowed, 429, "RATE_LIMITED");
        assertThat(Integer.parseInt(String.valueOf(slowed.header("Retry-After"))))
                .isBetween(1, 30);
    }

    @Test
    @DisplayName("list users page by page with what they booked, for admins only")
    void list() throws Exception {
        String token = register(freshEmail());
        UUID user = UUID.fromString(get("profile", token).json().at("/user/id").asText());
        TOTALS.put(user, new UserTotals(5, new BigDecimal("249.95")));
        assertRefused(get("admin/users", token), 403, "FORBIDDEN");
        assertRefused(get("admin/users", null), 401, "AUTHENTICATION_REQUIRED");
        assertRefused(get("admin/users?limit=101", admin()), 400, "VALIDATION_ERROR");
        Answer answer = get("admin/users?page=1&limit=2", admin());
        JsonNode page = answer.json();
        assertThat(names(page)).containsExactly("success", "data", "pagination");
        assertThat(page.get("data")).hasSize(2);
        JsonNode newest = page.at("/data/0");
        assertThat(newest.get("id").asText()).isEqualTo(user.toString());
        assertThat(newest.get("stats").toString()).isEqualTo("{\"totalBookings\":5,\"totalSpent\":249.95}");
        assertThat(answer.text()).contains("{\"totalBookings\":0,\"totalSpent\":0.00}");
        int total = page.at("/pagination/total").asInt();
        assertThat(page.at("/pagination/pages").asInt()).isEqualTo((total + 1) / 2);
        assertThat(answer.header("Link")).contains("page=2&limit=2").contains("rel=\"next\"");
    }

    @Test
    @DisplayName("let an admin set tier, role and state, but not remove the own rights")
    void update() throws Exception {
        String token = register(freshEmail());
        String id = get("profile", token).json().at("/user/id").asText();
        Answer premium = put("admin/users/" + id, "{'tier':'premium'}", admin());
        assertThat(premium.json().at("/data/tier").asText()).isEqualTo("premium");
        assertThat(get("profile", token).json().at("/user/tier").asText()).isEqualTo("premium");
        assertThat(put("admin/users/" + id, "{'isActive':false}", admin())
                        .json()
                        .at("/data/isActive")
                        .asBoolean())
                .isFalse();
        assertRefused(get("profile", token), 401, "INVALID_TOKEN");
        assertRefused(put("admin/users/" + id, "{'tier':'gold'}", admin()), 400, "VALIDATION_ERROR");
        assertRefused(put("admin/users/" + id, "{'unknown':1}", admin()), 400, "VALIDATION_ERROR");
        assertRefused(put("admin/users/" + UUID.randomUUID(), "{'tier':'vip'}", admin()), 404, "NOT_FOUND");
        assertRefused(put("admin/users/7", "{'tier':'vip'}", admin()), 400, "VALIDATION_ERROR");
        assertRefused(put("admin/users/" + id, "{'tier':'vip'}", register(freshEmail())), 403, "FORBIDDEN");
        String self = get("profile", admin()).json().at("/user/id").asText();
        assertRefused(put("admin/users/" + self, "{'role':'user'}", admin()), 409, "CONFLICT");
    }

    @Test
    @DisplayName("import users in bulk, with tokens for the new ones")
    void bring() throws Exception {
        String known = freshEmail();
        register(known);
        String fresh = freshEmail();
        String users = "{'users':[{'email':'%s','name':'A'},{'email':'%s','name':'B'}],'issue_tokens':true}"
                .formatted(known, fresh);
        assertRefused(post("admin/users/import", users, register(freshEmail())), 403, "FORBIDDEN");
        JsonNode data = post("admin/users/import", users, admin()).json().get("data");
        assertThat(data.get("imported").asInt()).isEqualTo(1);
        assertThat(data.get("existing").asInt()).isEqualTo(1);
        assertThat(data.at("/users/0").has("token")).isFalse();
        assertThat(get("validate", data.at("/users/1/token").asText()).status()).isEqualTo(200);
        String hostile = "{'users':[{'email':'%s','name':'A','password_hash':'$argon2id$v=19$m=999999,t=99,p=1$x$y'}]}"
                .formatted(freshEmail());
        Answer refused = post("admin/users/import", hostile, admin());
        assertRefused(refused, 400, "VALIDATION_ERROR");
        assertThat(names(refused.json().get("details"))).containsExactly("users[0].password_hash");
    }

    private static String freshEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    private static String admin() throws Exception {
        return login("admin2@evently.com", "admin123").at("/data/token").asText();
    }

    @CanIgnoreReturnValue
    private static String register(String email) throws Exception {
        Answer answer = post("register", "{'name':'A','email':'%s','password':'demo123'}".formatted(email), null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().at("/data/token").asText();
    }

    private static JsonNode login(String email, String password) throws Exception {
        Answer answer = post("login", "{'email':'%s','password':'%s'}".formatted(email, password), null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Answer get(String path, @Nullable String token) throws Exception {
        return send("GET", path, null, token);
    }

    private static Answer post(String path, @Nullable String body, @Nullable String token) throws Exception {
        return send("POST", path, body, token);
    }

    private static Answer put(String path, String body, @Nullable String token) throws Exception {
        return send("PUT", path, body, token);
    }

    private static Answer send(String method, String path, @Nullable String body, @Nullable String token)
            throws Exception {
        String json = body == null ? null : body.replace('\'', '"');
        Answer answer = token == null
                ? edge.send(method, BASE + path, json)
                : edge.send(method, BASE + path, json, "Authorization", "Bearer " + token);
        assertThat(DocumentedAnswers.differences(
                        method,
                        (BASE + path).replaceFirst("\\?.*", ""),
                        answer.status(),
                        String.valueOf(answer.header("Content-Type")),
                        answer.response().body()))
                .isEmpty();
        return answer;
    }
}
