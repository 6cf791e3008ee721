package io.evently.testing;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgConnection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("The servers of the tests")
class TestServicesIT {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    @DisplayName("are one PostgreSQL, with another database name for each who asks")
    void freshNames() throws Exception {
        URI one = URI.create(TestServices.freshDatabaseUrl());
        URI other = URI.create(TestServices.freshDatabaseUrl());

        assertThat(other.getAuthority()).isEqualTo(one.getAuthority());
        assertThat(other.getPath()).isNotEqualTo(one.getPath()).matches("/t[0-9a-f]{32}");
    }

    @Test
    @DisplayName("take statements and commands from the clients that the service uses")
    void reachable(Vertx vertx) throws Exception {
        String anyDatabase =
                URI.create(TestServices.freshDatabaseUrl()).resolve("/postgres").toString();
        Integer selected = PgConnection.connect(vertx, anyDatabase)
                .compose(connection -> connection
                        .query("SELECT 1")
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0))
                        .eventually(connection::close))
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(selected).isEqualTo(1);

        Redis redis = Redis.createClient(vertx, TestServices.redisUrl());
        assertThat(redis.send(Request.cmd(Command.PING))
                        .await(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .toString())
                .isEqualTo("PONG");
        redis.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
