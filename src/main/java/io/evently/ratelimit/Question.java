package io.evently.ratelimit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests in the form in which {@code sliding-windows.lua} takes them. */
final class Question {
    private final long nowMillis;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<String> windows = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<List<Charge>> asked = new ArrayList<>();

    /** @param nowMillis the time by which to count; 0 for that of Redis */
    Question(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    void add(List<Charge> charges) {
        asked.add(charges);
        requests.add(Integer.toString(charges.size()));
        for (Charge charge : charges) {
            Integer place = places.get(charge.key());
            if (place == null) {
                place = places.size() + 1;
                places.put(charge.key(), place);
                windows.add(Long.toString(charge.windowMillis()));
            }
            requests.add(Integer.toString(place));
            requests.add(Integer.toString(charge.limit()));
        }
    }

    /** Each counter once. */
    List<String> keys() {
        return List.copyOf(places.keySet());
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(1 + windows.size() + requests.size());
        arguments.add(Long.toString(nowMillis));
        arguments.addAll(windows);
        arguments.addAll(requests);
        return arguments;
    }

    /** What the script said, for each request in their order. */
    List<Verdict> verdicts(List<Long> answer) {
        List<Verdict> verdicts = new ArrayList<>(asked.size());
        int at = 0;
        for (List<Charge> charges : asked) {
            long wait = answer.get(at);
            at++;
            List<Standing> standings = new ArrayList<>(charges.size());
            for (Charge charge : charges) {
                standings.add(Standing.of(charge, answer.get(at), answer.get(at + 1)));
                at += 2;
            }
            verdicts.add(new Verdict(wait, standings));
        }
        return verdicts;
    }
}
