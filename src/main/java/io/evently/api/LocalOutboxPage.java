package io.evently.api;

import io.evently.channel.LocalMessage;
import io.evently.hash.Sha256;
import io.evently.time.Rfc3339;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Messages as a page. While there are none it looks again by itself; later the reader says when, who would lose their place. No
 * script; everything that comes from a message is shown as text.
 */
final class LocalOutboxPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#d5d9e0;--soft:#667085;--card:#fff;--back:#f5f6f8;--text:#1d2433}
            @media(prefers-color-scheme:dark){:root{--line:#323a48;--soft:#98a2b3;--card:#1b212c;--back:#12161e;\
            --text:#e6e9ef}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
            main{max-width:52rem;margin:0 auto;padding:2rem 1rem 4rem}
            h1{font-size:1.5rem;margin:0 0 .25rem}
            h2{font-size:1.05rem;margin:.5rem 0 .25rem;overflow-wrap:anywhere}
            p{margin:0 0 1.5rem;color:var(--soft)}
            article{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem;\
            margin:0 0 1rem}
            header{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:baseline;color:var(--soft);font-size:.875rem}
            header b{color:#fff;border-radius:1rem;padding:.05rem .65rem;background:#475467;font-weight:600}
            header b.email{background:#175cd3}
            header b.sms{background:#067647}
            header b.push{background:#6941c6}
            header span{overflow-wrap:anywhere}
            header time{margin-left:auto;font-variant-numeric:tabular-nums}
            pre{margin:.4rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
            """;

    /** Lets through the one style of this page, by its digest, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String TOP = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            %s<title>Evently: local outbox</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <h1>Local outbox</h1>
            """;

    private static final String LOOK_AGAIN = "<meta http-equiv=\"refresh\" content=\"3\">\n";

    private static final String SOME = """
            <p>This demonstration sends nothing to real recipients. What it would have sent stands here, newest first.
            <a href="">Look again</a></p>
            """;

    private static final String NONE = """
            <p>Nothing yet. Book a seat, and the confirmation will appear here.</p>
            """;

    private static final String MESSAGE = """
            <article>
            <header><b class="%1$s">%1$s</b><span>to %2$s</span><time datetime="%3$s">%6$s</time></header>
            <h2>%4$s</h2>
            <pre>%5$s</pre>
            </article>
            """;

    private static final String BOTTOM = """
            </main>
            </body>
            </html>
            """;

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private LocalOutboxPage() {}

    /** @param messages newest first */
    static String of(List<LocalMessage> messages) {
        StringBuilder page = new StringBuilder(TOP.formatted(messages.isEmpty() ? LOOK_AGAIN : "", STYLE))
                .append(messages.isEmpty() ? NONE : SOME);
        for (LocalMessage message : messages) {
            page.append(MESSAGE.formatted(
                    message.channel().code(),
                    escaped(message.address()),
                    Rfc3339.text(message.at()),
                    escaped(message.title()),
                    escaped(message.body()),
                    SHOWN.format(message.at())));
        }
        return page.append(BOTTOM).toString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }
}
