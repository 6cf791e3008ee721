package io.evently.channel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that says yes, unless it is told what else to say to a command; for what real ones rarely say. */
final class ScriptedSmtp {
    static final String GREETING = "greeting";
    static final String END_OF_DATA = ".";
    static final String SILENCE = "";

    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final NetServer server;

    private ScriptedSmtp(NetServer server) {
        this.server = server;
    }

    static ScriptedSmtp start(Vertx vertx, NetServerOptions options) throws Exception {
        ScriptedSmtp smtp = new ScriptedSmtp(vertx.createNetServer(options));
        smtp.replies.putAll(Map.of(
                GREETING,
                "220 localhost ESMTP",
                "EHLO",
                "250-localhost\r\n250 SIZE 1000000",
                "STARTTLS",
                "220 go",
                "AUTH",
                "235 2.7.0 yes",
                "DATA",
                "354 go",
                "QUIT",
                "221 bye"));
        smtp.server.connectHandler(socket -> smtp.new Dialogue(socket).begin());
        Samples.await(smtp.server.listen(0, "127.0.0.1"));
        return smtp;
    }

    @CanIgnoreReturnValue
    ScriptedSmtp says(String to, String reply) {
        replies.put(to, reply);
        return this;
    }

    int port() {
        return server.actualPort();
    }

    /** What was said to it, with {@code TLS} where the connection became private. */
    List<String> commands() {
        return commands;
    }

    private final class Dialogue {
        private final NetSocket socket;
        private boolean inData;

        Dialogue(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", this::line));
            reply(GREETING);
        }

        private void line(Buffer bytes) {
            String line = bytes.toString();
            if (inData) {
                if (line.equals(END_OF_DATA)) {
                    inData = false;
                    reply(END_OF_DATA);
                }
                return;
            }
            commands.add(line);
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            if (verb.equals("STARTTLS") && said(verb).startsWith("2")) {
                // The answer leaves with the change, so that the client's first bytes of TLS cannot come before it.
                socket.upgradeToSsl(Buffer.buffer(said(verb) + "\r\n"))
                        .onSuccess(secure -> commands.add("TLS"))
                        .onFailure(broken -> commands.add("NO TLS"));
                return;
            }
            reply(verb);
            inData = verb.equals("DATA") && said(verb).startsWith("3");
        }

        private void reply(String to) {
            if (!said(to).equals(SILENCE)) {
                socket.write(said(to) + "\r\n").onFailure(closed -> {});
            }
        }

        private String said(String to) {
            return replies.getOrDefault(to, "250 2.0.0 yes");
        }
    }
}
