package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("Whoever tries to sign in")
class EnumerationIT {
    private static final int ROUNDS = 40;

    private final NodeClient client;

    EnumerationIT(TwoNodes nodes) {
        this.client = nodes.one();
    }

    @Test
    @DisplayName("is told the same for an unknown address, a wrong password and a deactivated account")
    void sameAnswer() {
        Member known = client.register();
        Member gone = client.register();
        Answer off = client.put(
                "/api/v1/auth/admin/users/" + gone.id(), NodeClient.object().put("isActive", false), client.admin());
        assertThat(off.status()).isEqualTo(200);

        Answer wrong = login(known.email(), "not-the-one");
        Answer unknown = login(UUID.randomUUID() + "@example.com", "not-the-one");
        Answer deactivated = login(gone.email(), NodeClient.PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        for (Answer other : List.of(unknown, deactivated)) {
            assertThat(other.status()).isEqualTo(401);
            assertThat(lasting(other)).isEqualTo(lasting(wrong));
            assertThat(other.response().headers().map().keySet())
                    .isEqualTo(wrong.response().headers().map().keySet());
        }
    }

    // That each costs one hash is shown where hashes can be counted; here it is what a stranger could measure. Without
    // the hash an unknown address is answered many times faster, so that a wide margin tells the two apart.
    @Test
    @DisplayName("waits as long for an unknown address as for a wrong password")
    void sameTime() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < ROUNDS / 4; i++) {
            members.add(client.register());
        }
        List<Long> wrong = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            wrong.add(nanos(members.get(i % members.size()).email()));
            unknown.add(nanos(UUID.randomUUID() + "@example.com"));
        }
        assertThat((double) median(unknown) / median(wrong)).isBetween(0.5, 2.0);
    }

    private long nanos(String email) {
        long start = System.nanoTime();
        Answer answer = login(email, "not-the-one");
        long took = System.nanoTime() - start;
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        return took;
    }

    private static long median(List<Long> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private Answer login(String email, String password) {
        return client.post(
                "/api/v1/auth/login", NodeClient.object().put("email", email).put("password", password), null);
    }

    private static ObjectNode lasting(Answer answer) {
        ObjectNode body = (ObjectNode) answer.json();
        body.remove(List.of("timestamp", "trace_id"));
        return body;
    }
}
