package io.evently;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A node of before, on databases that a newer one has migrated")
class NewerSchemaIT {
    /** Enough for each connection of a pool to have prepared what it is asked again. */
    private static final int ROUNDS = 8;

    private RunningNode node;
    private NodeClient client;

    @BeforeEach
    void start() {
        node = RunningNode.start();
        client = node.client();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    @DisplayName("answers as before when every table has got another column under its prepared statements")
    void addedColumns() throws SQLException {
        List<Integer> before = rounds();
        assertThat(before).allMatch(status -> status < 500);

        assertThat(addColumns()).isGreaterThan(20);

        assertThat(rounds()).isEqualTo(before);
    }

    private List<Integer> rounds() {
        List<Integer> statuses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            statuses.addAll(round());
        }
        return statuses;
    }

    // Everything that reads or writes rows of its own.
    private List<Integer> round() {
        List<Answer> answers = new ArrayList<>();
        NodeClient.Member member = client.register();
        NodeClient.Member other = client.register();
        UUID event = client.event(6);
        Answer booked = client.book(member, event, 2);
        answers.add(booked);
        String booking = booked.json().at("/data/booking_id").asText();
        String reference = booked.json().at("/data/booking_reference").asText();
        Answer held = client.hold(member, event, 2);
        answers.add(held);
        answers.add(
                send("POST", "/bookings/" + held.json().at("/data/booking_id").asText() + "/confirm", member));
        answers.add(client.book(member, event, 2));
        answers.add(send("GET", "/bookings/" + booking, member));
        answers.add(send("GET", "/bookings/reference/" + reference, member));
        answers.add(send("GET", "/bookings/user/" + member.id(), member));
        ObjectNode join =
                NodeClient.object().put("user_id", other.id().toString()).put("quantity", 1);
        answers.add(send("POST", "/waitlist/" + event + "/join", join, other));
        answers.add(send("GET", "/waitlist/" + event + "/user/" + other.id(), other));
        answers.add(send("GET", "/waitlist/" + event + "/stats", other));
        answers.add(send("PUT", "/bookings/" + booking + "/cancel", member));
        answers.add(send("POST", "/waitlist/" + event + "/accept", other));
        answers.add(send("GET", "/events?q=evening", member));
        answers.add(send("GET", "/events/popular", member));
        answers.add(send("GET", "/events/" + event, member));
        answers.add(send("GET", "/notifications/user/" + member.id(), member));
        answers.add(send("GET", "/notifications/preferences", member));
        answers.add(send("GET", "/auth/profile", member));
        answers.add(admin("PUT", "/events/" + event, NodeClient.object().put("total_capacity", 9)));
        answers.add(admin(
                "POST",
                "/notifications/broadcast",
                NodeClient.object()
                        .put("event_id", event.toString())
                        .put("title", "Doors")
                        .put("message", "at seven")));
        answers.add(admin("GET", "/notifications/stats", null));
        answers.add(admin("GET", "/notifications/webhooks", null));
        answers.add(admin("GET", "/auth/admin/users", null));
        answers.add(admin("DELETE", "/events/" + event, null));
        return answers.stream().map(Answer::status).toList();
    }

    private Answer send(String method, String path, NodeClient.Member member) {
        return send(method, path, null, member);
    }

    private Answer send(String method, String path, ObjectNode body, NodeClient.Member member) {
        return client.send(
                method,
                "/api/v1" + path,
                body == null ? null : body.toString(),
                "Authorization",
                "Bearer " + member.token());
    }

    private Answer admin(String method, String path, ObjectNode body) {
        return client.send(
                method,
                "/api/v1" + path,
                body == null ? null : body.toString(),
                "Authorization",
                "Bearer " + client.admin());
    }

    private int addColumns() throws SQLException {
        URI server = URI.create(node.environment().get("DATABASE_URL"));
        String[] login = server.getUserInfo().split(":", 2);
        int altered = 0;
        for (String database : List.of("accounts", "shard_0", "shard_1", "shard_2", "shard_3")) {
            String url = "jdbc:postgresql://" + server.getHost() + ':' + server.getPort() + server.getPath() + '_'
                    + database;
            try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
                    Statement statement = connection.createStatement()) {
                List<String> tables = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'flyway%'")) {
                    while (rows.next()) {
                        tables.add(rows.getString(1));
                    }
                }
                for (String table : tables) {
                    statement.execute("ALTER TABLE " + table + " ADD COLUMN added_by_a_newer_node text");
                    altered++;
                }
            }
        }
        return altered;
    }
}
