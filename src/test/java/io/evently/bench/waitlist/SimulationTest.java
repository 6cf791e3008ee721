package io.evently.bench.waitlist;

import io.evently.account.Tier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The simulation of the waitlist")
class SimulationTest {
    private static final Simulation SMALL = new Simulation(7, 1, 12);

    @Test
    @DisplayName("breaks no rule, in any scenario, and its figures are not absurd")
    void rules() {
        for (Scenario scenario : Scenario.all()) {
            ScenarioResult result = SMALL.play(scenario);

            assertThat(result.played().violations()).isEqualTo(Violations.NONE);
            assertThat(result.played().steps()).isGreaterThan(1_000);
            assertThat(result.joining().forecasts()).isGreaterThan(300);
            assertThat(result.joining().skill()).isBetween(0.1, 0.9);
            assertThat(result.joining().calibrationError()).isLessThan(0.2);
            assertThat(result.joining().waits().meanError())
                    .isLessThan(result.joining().waits().constantError());
            assertThat(result.acceptance()).isBetween(0.2, 0.75);
            assertThat(result.recapture()).isBetween(0.5, 1.0);
        }
    }

    @Test
    @DisplayName("comes to the same with the same seed, and to something else with another")
    void repeatable() {
        ScenarioResult first = SMALL.play(Scenario.STANDARD);

        assertThat(SMALL.play(Scenario.STANDARD)).isEqualTo(first);
        assertThat(new Simulation(8, 1, 12).play(Scenario.STANDARD)).isNotEqualTo(first);
    }

    @Test
    @DisplayName("prints a table with what was aimed at")
    void printed() {
        StringWriter text = new StringWriter();

        new WaitlistResult(SMALL, List.of(SMALL.play(Scenario.STANDARD))).print(new PrintWriter(text));

        assertThat(text.toString()).contains("standard: 12 events", "calibration error", "<= 0.050", "recapture");
    }

    @Test
    @DisplayName("scores forecasts by what came of them")
    void score() {
        Score score = Score.of(List.of(
                forecast(0.9, true, OptionalDouble.of(10), 12),
                forecast(0.8, true, OptionalDouble.of(20), 15),
                forecast(0.8, false, OptionalDouble.of(20), 99),
                forecast(0.1, false, OptionalDouble.empty(), 99)));

        assertThat(score.brier()).isCloseTo((0.01 + 0.04 + 0.64 + 0.01) / 4, within(1e-12));
        assertThat(score.constantBrier()).isEqualTo(0.25);
        assertThat(score.skill()).isCloseTo(1 - 0.175 / 0.25, within(1e-12));
        assertThat(score.calibrationError()).isCloseTo((0.1 + 2 * 0.3 + 0.1) / 4, within(1e-12));
        assertThat(score.waits()).isEqualTo(new Wait(2, 0, 13.5, 3.5, 3.5, 1.5, 0.5));
    }

    @Test
    @DisplayName("notices a rule that is broken")
    void brokenRules() {
        Rules rules = new Rules();
        Entry early = new Entry(1, Tier.BASIC, 1, true, 0, 0);
        Entry late = new Entry(2, Tier.VIP, 1, true, 101, 100);
        Entry large = new Entry(3, Tier.BASIC, 4, true, 0, 0);

        rules.served(late, List.of(early, large), 1);
        rules.seats(0, 3, 8, 10);

        assertThat(rules.violations()).isEqualTo(new Violations(1, 1, 1, 1));
    }

    private static Forecast forecast(double probability, boolean promoted, OptionalDouble stated, double waited) {
        return new Forecast(true, probability, stated, promoted, waited);
    }
}
