package io.evently.pricing.model;

import java.util.List;

/**
 * The booking curves that an event may follow, and how likely each is before its first order.
 *
 * @param shapes at least one, at most eight
 * @param weights of each, positive; only their ratios matter
 */
public record CurvePrior(List<CurveShape> shapes, List<Double> weights) {
    private static final int MOST = 8;
    private static final double TILT = 0.4;
    private static final double LIKELY = 0.85;
    private static final double NEAR = 0.05;
    private static final double FAR = 0.025;

    public CurvePrior {
        shapes = List.copyOf(shapes);
        weights = List.copyOf(weights);
        if (shapes.isEmpty() || shapes.size() > MOST || shapes.size() != weights.size()) {
            throw new IllegalArgumentException("1 to " + MOST + " curves with a weight each, were " + shapes.size());
        }
        if (weights.stream().anyMatch(weight -> !(weight > 0 && weight < Double.MAX_VALUE))) {
            throw new IllegalArgumentException("weights must be > 0, were " + weights);
        }
    }

    /** The curve is known. */
    public static CurvePrior known(CurveShape shape) {
        return new CurvePrior(List.of(shape), List.of(1.0));
    }

    /**
     * The curve is likely to be this one, yet the event's own may lie earlier or later. For a category of which little is
     * known: protects against buyers who come unexpectedly late, at some cost where demand is simply low.
     */
    public static CurvePrior around(CurveShape shape) {
        return new CurvePrior(
                List.of(
                        shape,
                        shape.tilted(-TILT),
                        shape.tilted(TILT),
                        shape.tilted(-2 * TILT),
                        shape.tilted(2 * TILT)),
                List.of(LIKELY, NEAR, NEAR, FAR, FAR));
    }
}
