package io.evently.bench.run;

import io.evently.bench.load.Arrivals;
import io.evently.bench.load.Pace;
import io.evently.bench.result.Figures;
import io.evently.bench.result.Percentiles;
import io.evently.bench.result.Series;
import io.evently.bench.run.ConfirmationRepository.Mails;
import io.evently.bench.scenario.Phases;
import io.evently.bench.scenario.Play;
import io.evently.bench.scenario.Sale;
import io.evently.bench.socket.Lag;
import io.evently.bench.socket.Lags;
import io.evently.bench.socket.UserSockets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;

/**
 * Bookings at one rate after another, half of the users on sockets, then a lone one a second: how long they wait to be
 * confirmed.
 */
final class Steady implements Phased {
    private static final Duration ARRIVAL = Duration.ofSeconds(2);
    private static final int LAST_THIRD = 2;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int DIGITS = 3;

    private final Plan plan;
    private final Contender contender;
    private final Phases phases;
    private final Progress progress;
    private final List<Runs> rates = new ArrayList<>();
    private final Runs lone;

    Steady(Plan plan, RunsOf runs, Contender contender, Progress progress, int connections) {
        this.plan = plan;
        this.contender = contender;
        this.phases = new Phases(contender.stage(), connections);
        this.progress = progress;
        plan.rush().rates().forEach(rate -> rates.add(runs.with(contender, connections)));
        this.lone = runs.with(contender, connections);
    }

    private record Phase(String name, Runs runs, Play play, Lag lag, Runs.Taken taken, Instant begun, Instant ended) {}

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public void run(int number) {
        Lags lags = new Lags();
        List<Phase> played = new ArrayList<>();
        try (Confirmations confirmations = contender.confirmations();
                UserSockets sockets = UserSockets.open(contender.addresses().get(0), phases.listeners(), lags)) {
            Play last = null;
            Lag lastLag = new Lag();
            for (int i = 0; i < rates.size(); i++) {
                progress.waited(contender.name(), confirmations.untilOut());
                double rate = plan.rush().rates().get(i);
                Lag lag = new Lag();
                Play play = phases.steady(lags, lag);
                if (i == rates.size() - 1) {
                    // Its events are made before, so that it follows at once.
                    last = phases.steady(lags, lastLag);
                }
                Pace pace = new Pace.Open(rate, plan.time(), Arrivals.POISSON, plan.seed() + number);
                played.add(play(label(rate), rates.get(i), play, lag, pace));
            }
            if (last != null) {
                Pace pace = new Pace.Open(1, plan.rush().lone(), Arrivals.UNIFORM, plan.seed());
                played.add(play(Series.LONE, lone, last, lastLag, pace));
            }
            progress.waited(contender.name(), confirmations.untilOut());
            arrived(played);
            List<String> findings = findings(played, sockets);
            for (int i = 0; i < played.size(); i++) {
                Phase phase = played.get(i);
                progress.ran(
                        contender.name(),
                        phase.name(),
                        phase.runs()
                                .keep(
                                        phase.taken(),
                                        i == played.size() - 1 ? findings : List.of(),
                                        figures(phase, confirmations)));
            }
        }
    }

    @Override
    public List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            double rate = plan.rush().rates().get(i);
            series.add(rates.get(i).phase(label(rate), rate));
        }
        series.add(lone.phase(Series.LONE, 1));
        return series;
    }

    private static String label(double rate) {
        return String.format(Locale.ROOT, "%.0f/s", rate);
    }

    private static Phase play(String name, Runs runs, Play play, Lag lag, Pace pace) {
        Instant begun = Instant.now();
        Runs.Taken taken = runs.take(play, pace);
        return new Phase(name, runs, play, lag, taken, begun, Instant.now());
    }

    // What was sent is still on its way to here.
    private static void arrived(List<Phase> played) {
        long begun = System.nanoTime();
        while (played.stream().anyMatch(phase -> phase.lag().waiting() > 0)
                && System.nanoTime() - begun < ARRIVAL.toNanos()) {
            Pauses.of(Duration.ofMillis(MICROS_PER_MILLI / 10));
        }
    }

    private List<String> findings(List<Phase> played, UserSockets sockets) {
        List<String> findings = new ArrayList<>(contender.findings(
                Sale.together(played.stream().map(Phase::play).toList())));
        for (Phase phase : played) {
            if (phase.lag().waiting() > 0) {
                findings.add(
                        phase.lag().waiting() + " bookings of " + phase.name() + " were never confirmed on a socket");
            }
        }
        if (sockets.lost() > 0) {
            findings.add(sockets.lost() + " sockets were lost");
        }
        return findings;
    }

    private static Map<String, Double> figures(Phase phase, Confirmations confirmations) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(
                figures,
                Figures.SOCKET,
                phase.lag().micros(),
                phase.lag().microsOfThird(0),
                phase.lag().microsOfThird(LAST_THIRD));
        List<Mails> mails = confirmations.mails(phase.play().events(), phase.begun(), phase.ended());
        put(
                figures,
                Figures.MAIL,
                micros(mails, third -> true),
                micros(mails, third -> third == 0),
                micros(mails, third -> third == LAST_THIRD));
        return figures;
    }

    private static void put(
            Map<String, Double> figures, String what, Histogram all, Histogram firstThird, Histogram lastThird) {
        Percentiles percentiles = Percentiles.of(all);
        figures.put(what + ": confirmations", (double) all.getTotalCount());
        figures.put(what + ": ms p50", percentiles.p50());
        figures.put(Figures.of(what, Figures.P99_MILLIS), percentiles.p99());
        figures.put(what + ": ms max", percentiles.max());
        figures.put(
                what + ": ms p99 of the first third", Percentiles.of(firstThird).p99());
        figures.put(
                what + ": ms p99 of the last third", Percentiles.of(lastThird).p99());
    }

    private static Histogram micros(List<Mails> mails, IntPredicate third) {
        Histogram micros = new Histogram(DIGITS);
        mails.stream()
                .filter(each -> third.test(each.third()))
                .forEach(each -> micros.recordValueWithCount(each.millis() * MICROS_PER_MILLI, each.count()));
        return micros;
    }
}
