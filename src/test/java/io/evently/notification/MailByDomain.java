package io.evently.notification;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that answers at the recipient as the domain of the address says. */
final class MailByDomain {
    /** What a domain does with those who name it. */
    enum Manner {
        WELL,
        GREYLISTS,
        HANGS,
        TRICKLES,
        HANGS_UP,
        REFUSES
    }

    private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:<[^@]*@([^>]*)>.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("(?i)Message-ID: <([^@]*)@.*");

    private final Map<String, Manner> manners;
    private final Consumer<String> onMail;
    private final Map<Manner, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final NetServer server;

    private MailByDomain(Vertx vertx, Map<String, Manner> manners, Consumer<String> onMail) {
        this.vertx = vertx;
        this.manners = manners;
        this.onMail = onMail;
        this.server = vertx.createNetServer();
    }

    /** @param onMail gets the id of each message that was taken */
    static MailByDomain start(Vertx vertx, Map<String, Manner> manners, Consumer<String> onMail) throws Exception {
        MailByDomain mail = new MailByDomain(vertx, manners, onMail);
        mail.server.connectHandler(socket -> mail.new Dialogue(socket).begin());
        mail.server.listen(0, "127.0.0.1").await(1, TimeUnit.MINUTES);
        return mail;
    }

    int port() {
        return server.actualPort();
    }

    int attempts(Manner manner) {
        return attempts.computeIfAbsent(manner, any -> new AtomicInteger()).get();
    }

    private final class Dialogue {
        private final NetSocket socket;
        private boolean inData;
        private String id = "";

        Dialogue(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", this::line));
            reply("220 localhost ESMTP");
        }

        private void line(Buffer bytes) {
            String line = bytes.toString();
            if (inData) {
                Matcher found = ID.matcher(line);
                if (found.matches()) {
                    id = found.group(1);
                } else if (line.equals(".")) {
                    inData = false;
                    onMail.accept(id);
                    reply("250 2.0.0 taken");
                }
                return;
            }
            Matcher recipient = RECIPIENT.matcher(line);
            if (recipient.matches()) {
                Manner manner = manners.getOrDefault(recipient.group(1), Manner.WELL);
                attempts.computeIfAbsent(manner, any -> new AtomicInteger()).incrementAndGet();
                answer(manner);
                return;
            }
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            if (verb.equals("QUIT")) {
                socket.end(Buffer.buffer("221 2.0.0 bye\r\n")).onFailure(closed -> {});
                return;
            }
            inData = verb.equals("DATA");
            reply(
                    inData
                            ? "354 go"
                            : verb.equals("EHLO") ? "250-localhost\r\n250 ENHANCEDSTATUSCODES" : "250 2.0.0 yes");
        }

        private void answer(Manner manner) {
            switch (manner) {
                case WELL -> reply("250 2.1.5 yes");
                case GREYLISTS -> reply("450 4.2.0 greylisted");
                case REFUSES -> reply("550 5.7.1 policy");
                case HANGS_UP -> socket.close().onFailure(closed -> {});
                case HANGS -> {}
                case TRICKLES ->
                    vertx.setPeriodic(100, timer -> socket.write("2").onFailure(closed -> vertx.cancelTimer(timer)));
            }
        }

        private void reply(String text) {
            socket.write(text + "\r\n").onFailure(closed -> {});
        }
    }
}
