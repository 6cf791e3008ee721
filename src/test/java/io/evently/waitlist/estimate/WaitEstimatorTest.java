package io.evently.waitlist.estimate;

import io.evently.waitlist.policy.OfferPolicy;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The wait estimator")
class WaitEstimatorTest {
    private static final Sizes ORDERS = Sizes.of(0, 99, 54, 14, 13);
    private static final Acceptance ACCEPTANCE =
            Acceptance.learned(new long[] {17, 45, 65, 73}, new long[] {98, 98, 98, 98});

    @ParameterizedTest
    @DisplayName("says what happens in drawn futures")
    @CsvSource({
        "504, 0, 0, 5, 1",
        "504, 3, 12, 30, 1",
        "100, 15, 8, 12, 1",
        "40, 9, 9, 6, 2",
        "30, 9, 9, 6, 4",
        "4, 20, 20, 20, 1",
        "4, 2, 20, 3, 2"
    })
    void asDrawn(double hours, long cancellations, double expected, int ahead, int quantity) {
        Situation situation = situation(hours, cancellations, expected, 0, 0, JoinRates.NONE);
        Standing standing = new Standing(
                quantity, quantity == 1 ? Sizes.of(0, ahead) : Sizes.of(0, ahead / 2, ahead - ahead / 2), 0);

        Estimate estimate = WaitEstimator.estimate(situation, standing);

        assertThat(probability(estimate)).isCloseTo(drawn(situation, standing), within(1.5));
    }

    @Test
    @DisplayName("expects the wait to be what half of the promoted wait at most")
    void waitHours() {
        Situation situation = situation(300, 2, 2, 0, 0, JoinRates.NONE);
        Standing standing = new Standing(1, Sizes.of(0, 4), 0);

        Estimate estimate = WaitEstimator.estimate(situation, standing);

        double hours = estimate.waitHours().orElseThrow();
        double atThatTime = new Outlook(situation, standing).within(hours);
        assertThat(100 * atThatTime).isCloseTo(probability(estimate) / 2, within(0.5));
    }

    @Test
    @DisplayName("is certain where the seats are there already, and expects no wait")
    void free() {
        Estimate estimate = WaitEstimator.estimate(
                situation(100, 0, 0, 3, 0, JoinRates.NONE), new Standing(1, Sizes.of(0, 0, 1), 0));

        assertThat(probability(estimate)).isEqualTo(100);
        assertThat(estimate.waitHours()).hasValue(0);
    }

    @Test
    @DisplayName("counts on open offers as far as they are not taken")
    void onOffer() {
        Standing next = new Standing(1, Sizes.NONE, 0);

        assertThat(probability(WaitEstimator.estimate(situation(100, 0, 0, 0, 1, JoinRates.NONE), next)))
                .isGreaterThan(probability(WaitEstimator.estimate(situation(100, 0, 0, 0, 0, JoinRates.NONE), next)))
                .isLessThan(probability(WaitEstimator.estimate(situation(100, 0, 0, 1, 0, JoinRates.NONE), next)));
    }

    @Test
    @DisplayName("expects those who will join with a head start, for as long as they have it")
    void overtakers() {
        Situation quiet = situation(200, 0, 0, 0, 0, JoinRates.NONE);
        Situation busy = situation(200, 0, 0, 0, 0, new JoinRates(0, 0.1, 0.1));
        Sizes ahead = Sizes.of(0, 3);

        double alone = probability(WaitEstimator.estimate(quiet, new Standing(1, ahead, 0)));
        double overtaken = probability(WaitEstimator.estimate(busy, new Standing(1, ahead, 0)));
        double lessOvertaken = probability(WaitEstimator.estimate(busy, new Standing(1, ahead, 60)));
        double notAnyMore = probability(WaitEstimator.estimate(busy, new Standing(1, ahead, 100)));

        assertThat(overtaken).isLessThan(lessOvertaken);
        assertThat(lessOvertaken).isLessThan(notAnyMore);
        assertThat(notAnyMore).isEqualTo(alone);
    }

    @Test
    @DisplayName("never gives less to whoever has fewer ahead or wants less")
    void fewerAhead() {
        Situation situation = situation(200, 4, 3, 1, 2, new JoinRates(0.1, 0.05, 0.02));
        double last = 101;
        for (int ahead = 0; ahead <= 700; ahead += ahead < 100 ? 1 : 50) {
            double probability =
                    probability(WaitEstimator.estimate(situation, new Standing(2, Sizes.of(0, ahead, ahead / 3), 0)));
            double wantsMore =
                    probability(WaitEstimator.estimate(situation, new Standing(3, Sizes.of(0, ahead, ahead / 3), 0)));
            assertThat(probability).isBetween(0.0, 100.0).isLessThanOrEqualTo(last);
            assertThat(wantsMore).isLessThanOrEqualTo(probability);
            last = probability;
        }
    }

    @Test
    @DisplayName("never gives less to whoever has more time")
    void moreTime() {
        double last = 0;
        for (double hours = 0.5; hours < 600; hours *= 1.1) {
            Situation situation = new Situation(
                    hours,
                    180,
                    ORDERS,
                    0,
                    0,
                    0,
                    0,
                    JoinRates.NONE,
                    OfferPolicy.USUAL,
                    CancellationHazard.prior(),
                    Acceptance.prior());
            double probability = probability(WaitEstimator.estimate(situation, new Standing(1, Sizes.of(0, 12, 8), 0)));
            assertThat(probability).isGreaterThanOrEqualTo(last);
            last = probability;
        }
    }

    @ParameterizedTest
    @DisplayName("says nothing when it is too late")
    @ValueSource(doubles = {0.49, 0, -10})
    void tooLate(double hours) {
        assertThat(WaitEstimator.estimate(situation(hours, 0, 0, 5, 0, JoinRates.NONE), new Standing(1, Sizes.NONE, 0)))
                .isEqualTo(Estimate.NONE);
    }

    @Test
    @DisplayName("says nothing where nothing is booked, free or on offer")
    void nothingBooked() {
        Situation nothing = new Situation(
                100,
                0,
                Sizes.NONE,
                0,
                0,
                0,
                0,
                JoinRates.NONE,
                OfferPolicy.USUAL,
                CancellationHazard.prior(),
                ACCEPTANCE);

        assertThat(WaitEstimator.estimate(nothing, new Standing(1, Sizes.NONE, 0)))
                .isEqualTo(Estimate.NONE);
    }

    @Test
    @DisplayName("tells no time to whoever will hardly get an offer")
    void unlikely() {
        Estimate estimate =
                WaitEstimator.estimate(situation(5, 0, 0, 0, 0, JoinRates.NONE), new Standing(4, Sizes.of(0, 300), 0));

        assertThat(probability(estimate)).isLessThan(5);
        assertThat(estimate.waitHours()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("stays a probability at every scale")
    @CsvSource({
        "0, 180, 50000",
        "0, 100000, 50000",
        "20000, 100000, 50000",
        "20000, 100000, 0",
        "1000000, 10000000, 50000",
        "0, 1, 1"
    })
    void everyScale(long cancellations, long orders, long ahead) {
        for (double hours : new double[] {0.5, 0.51, 6, 100, 1000, 100_000}) {
            Situation situation = new Situation(
                    hours,
                    orders,
                    ORDERS,
                    cancellations,
                    cancellations / 2.0,
                    0,
                    7,
                    new JoinRates(10, 1, 1),
                    OfferPolicy.USUAL,
                    CancellationHazard.prior(),
                    ACCEPTANCE);
            Estimate estimate = WaitEstimator.estimate(
                    situation, new Standing(2, Sizes.of(0, ahead / 2, ahead / 4, ahead / 8, ahead / 8), -30));
            assertThat(probability(estimate)).isBetween(0.0, 100.0);
            estimate.waitHours().ifPresent(wait -> assertThat(wait).isBetween(0.0, hours));
        }
    }

    private static Situation situation(
            double hours, long cancellations, double expected, int free, int onOffer, JoinRates joinRates) {
        return new Situation(
                hours,
                ORDERS.total(),
                ORDERS,
                cancellations,
                expected,
                free,
                onOffer,
                joinRates,
                OfferPolicy.USUAL,
                CancellationHazard.prior(),
                ACCEPTANCE);
    }

    private static double probability(Estimate estimate) {
        return estimate.promotionProbability().orElseThrow();
    }

    /** The share of drawn futures, per cent, in which enough comes back. */
    private static double drawn(Situation situation, Standing standing) {
        RandomGenerator random = new Random(7);
        double mean =
                180 * -Math.expm1(-situation.frailty() * situation.hazard().integral(0.5, situation.hoursToEvent()));
        double acceptance =
                new Rounds(situation.hazard(), ACCEPTANCE, OfferPolicy.USUAL).taken(0.5, situation.hoursToEvent());
        int futures = 30_000;
        int promoted = 0;
        for (int future = 0; future < futures; future++) {
            int back = seatsBack(random, mean, (int) situation.certainty());
            int taken = seatsTaken(random, standing.ahead(), acceptance);
            int past = past(random, standing.quantity());
            promoted += back - taken - past >= standing.quantity() ? 1 : 0;
        }
        return 100.0 * promoted / futures;
    }

    private static int seatsBack(RandomGenerator random, double mean, int shape) {
        double gamma = 0;
        for (int of = 0; of < shape; of++) {
            gamma += random.nextExponential();
        }
        int seats = 0;
        for (double at = random.nextExponential(); at < mean * gamma / shape; at += random.nextExponential()) {
            seats += lot(random);
        }
        return seats;
    }

    /** Seats in lots that are too small, until one comes that is large enough. */
    private static int past(RandomGenerator random, int quantity) {
        int past = 0;
        for (int lot = lot(random); lot < quantity; lot = lot(random)) {
            past += lot;
        }
        return past;
    }

    private static int lot(RandomGenerator random) {
        double drawn = random.nextDouble();
        int size = 1;
        for (drawn -= ORDERS.share(1); drawn >= 0 && size < 4; drawn -= ORDERS.share(size)) {
            size++;
        }
        return size;
    }

    private static int seatsTaken(RandomGenerator random, Sizes ahead, double acceptance) {
        int seats = 0;
        for (int size = 1; size <= Sizes.LARGEST; size++) {
            for (long entry = 0; entry < ahead.count(size); entry++) {
                seats += random.nextDouble() < acceptance ? size : 0;
            }
        }
        return seats;
    }
}
