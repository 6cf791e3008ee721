package io.evently.analytics.service;

import io.evently.analytics.Segments;
import io.evently.analytics.Segments.Group;
import io.evently.analytics.Segments.Value;
import io.evently.analytics.segment.CustomerActivity;
import io.evently.analytics.segment.CustomerValue;
import io.evently.analytics.segment.PurchaseFit;
import io.evently.analytics.segment.PurchaseHistory;
import io.evently.analytics.segment.RepeatPurchases;
import io.evently.analytics.segment.RfmScoring;
import io.evently.analytics.segment.Segment;
import io.evently.analytics.segment.Spend;
import io.evently.analytics.segment.SpendFit;
import io.evently.analytics.segment.SpendHistory;
import io.evently.analytics.service.PurchaseHistories.History;
import io.evently.money.Currencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/**
 * Puts customers into segments and says what they are worth. Of very many it looks at a part, chosen by their ids alone, so that it needs
 * little memory. Not safe for several threads; {@link #counted} takes some seconds, for a worker.
 */
final class Segmentation {
    private static final int RETENTION_DAYS = 90;
    private static final double DAYS_PER_WEEK = 7;

    private final Instant at;
    private final LocalDate today;
    private final int most;
    private final int mostFitted;
    private List<Customer> customers = new ArrayList<>();
    private long mask;

    /**
     * Nobody yet.
     *
     * @param most customers that are looked at
     * @param mostFitted customers from whom the models are learnt
     */
    Segmentation(Instant at, int most, int mostFitted) {
        this.at = at;
        this.today = LocalDate.ofInstant(at, UTC);
        this.most = most;
        this.mostFitted = mostFitted;
    }

    void add(History history) {
        if (chosen(history.userId())) {
            Customer.of(history, today.minusDays(RETENTION_DAYS)).ifPresent(customers::add);
            while (customers.size() > most) {
                mask = mask * 2 + 1;
                customers = customers.stream()
                        .filter(customer -> chosen(customer.id()))
                        .collect(Collectors.toCollection(ArrayList::new));
            }
        }
    }

    private boolean chosen(UUID user) {
        return (mixed(user) & mask) == 0;
    }

    // Ids are in the order of their making; their mix is not (the finaliser of SplitMix64).
    private static long mixed(UUID user) {
        long mixed = user.getMostSignificantBits() ^ user.getLeastSignificantBits();
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    Segments counted() {
        Map<Segment, List<Customer>> now = segments(customers, Customer::last, Customer::bookings, today);
        LocalDate then = today.minusDays(RETENTION_DAYS);
        List<Customer> already = customers.stream()
                .filter(customer -> customer.lastThen() != null)
                .toList();
        Map<Segment, List<Customer>> before = segments(already, Segmentation::lastThen, Customer::bookingsThen, then);
        // They come in the order of their ids, and so of their registration: the first ones are not like all.
        List<Customer> fitted = customers.stream()
                .sorted(Comparator.comparingLong(customer -> mixed(customer.id())))
                .limit(mostFitted)
                .toList();
        Optional<RepeatPurchases> purchases =
                PurchaseFit.of(fitted.stream().map(this::history).toList()).map(PurchaseFit::model);
        Map<String, Spend> spends = spends(fitted);
        List<Group> groups = new ArrayList<>();
        for (Segment segment : Segment.values()) {
            List<Customer> of = now.getOrDefault(segment, List.of());
            groups.add(new Group(
                    segment,
                    extrapolated(of.size()),
                    mean(of, Customer::bookings),
                    mean(of, customer -> ChronoUnit.DAYS.between(customer.last(), today)),
                    retention(before.getOrDefault(segment, List.of())),
                    of.isEmpty()
                            ? null
                            : purchases
                                    .map(model -> mean(of, one -> model.alive(history(one))))
                                    .orElse(null),
                    of.isEmpty()
                            ? null
                            : purchases
                                    .map(model -> mean(of, one -> model.expected(history(one), CustomerValue.WEEKS)))
                                    .orElse(null),
                    values(of, purchases.orElse(null), spends)));
        }
        return new Segments(at, 1.0 / (mask + 1), extrapolated(customers.size()), groups);
    }

    private static LocalDate lastThen(Customer customer) {
        return Optional.ofNullable(customer.lastThen()).orElseThrow();
    }

    private long extrapolated(long count) {
        return count * (mask + 1);
    }

    private static Map<Segment, List<Customer>> segments(
            List<Customer> customers,
            Function<Customer, LocalDate> last,
            Function<Customer, Integer> bookings,
            LocalDate day) {
        Map<String, Customer> byName = new HashMap<>();
        List<CustomerActivity> activities = new ArrayList<>(customers.size());
        for (Customer customer : customers) {
            String name = customer.id().toString();
            byName.put(name, customer);
            // Labels follow from how lately and how often; money of several currencies could not be ranked.
            activities.add(new CustomerActivity(
                    name,
                    Math.max(0, ChronoUnit.DAYS.between(last.apply(customer), day)),
                    bookings.apply(customer),
                    0));
        }
        Map<Segment, List<Customer>> segments = new EnumMap<>(Segment.class);
        RfmScoring.score(activities)
                .forEach(scored -> segments.computeIfAbsent(scored.segment(), any -> new ArrayList<>())
                        .add(byName.get(scored.activity().customer())));
        return segments;
    }

    private @Nullable Double retention(List<Customer> were) {
        return were.isEmpty() ? null : mean(were, customer -> customer.bookings() > customer.bookingsThen() ? 1 : 0);
    }

    private PurchaseHistory history(Customer customer) {
        double last = ChronoUnit.DAYS.between(customer.first(), customer.last()) / DAYS_PER_WEEK;
        double age = Math.max(last, ChronoUnit.DAYS.between(customer.first(), today) / DAYS_PER_WEEK);
        return new PurchaseHistory(customer.purchases() - 1, last, age);
    }

    private static Map<String, Spend> spends(List<Customer> customers) {
        Map<String, List<SpendHistory>> histories = new TreeMap<>();
        for (Customer customer : customers) {
            String currency = customer.currency();
            if (currency != null && customer.purchases() > 1 && customer.spend().signum() > 0) {
                histories
                        .computeIfAbsent(currency, any -> new ArrayList<>())
                        .add(new SpendHistory(customer.purchases() - 1, average(customer)));
            }
        }
        Map<String, Spend> spends = new HashMap<>();
        histories.forEach((currency, all) -> SpendFit.of(all).ifPresent(fit -> spends.put(currency, fit.model())));
        return spends;
    }

    private static double average(Customer customer) {
        return customer.spend().doubleValue() / customer.purchases();
    }

    private List<Value> values(
            List<Customer> customers, @Nullable RepeatPurchases purchases, Map<String, Spend> spends) {
        Map<String, List<Customer>> byCurrency = new TreeMap<>();
        for (Customer customer : customers) {
            String currency = customer.currency();
            if (currency != null) {
                byCurrency.computeIfAbsent(currency, any -> new ArrayList<>()).add(customer);
            }
        }
        List<Value> values = new ArrayList<>();
        byCurrency.forEach((currency, of) -> {
            Spend spend = spends.get(currency);
            BigDecimal expected = spend == null || purchases == null
                    ? null
                    : money(
                            mean(of, one -> new CustomerValue(purchases, spend).of(history(one), average(one))),
                            currency);
            values.add(new Value(
                    currency,
                    extrapolated(of.size()),
                    money(mean(of, one -> one.spend().doubleValue()), currency),
                    expected));
        });
        return values;
    }

    private static BigDecimal money(double amount, String currency) {
        return BigDecimal.valueOf(amount).setScale(Currencies.places(currency), RoundingMode.HALF_UP);
    }

    private static double mean(List<Customer> customers, ToDoubleFunction<Customer> figure) {
        return customers.stream().mapToDouble(figure).average().orElse(0);
    }
}
