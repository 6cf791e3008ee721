package io.evently.bench.waitlist;

import io.evently.bench.result.Spread;

/**
 * What came of a scenario.
 *
 * @param events played
 * @param joining estimates given on joining
 * @param later estimates given later to those who still waited
 * @param skills Brier skill of estimates given on joining, seed by seed
 * @param calibrationErrors of the same, seed by seed
 * @param recapture seats booked by those who waited among those that came back while somebody waited
 * @param recaptureMuchWanted the same, of events whose list wanted at least twice what came back
 * @param muchWanted how many events these were
 * @param acceptance offers taken among those made
 * @param bookingsPerJoiner 0-1
 */
record ScenarioResult(
        String scenario,
        int events,
        Score joining,
        Score later,
        Spread skills,
        Spread calibrationErrors,
        double recapture,
        double recaptureMuchWanted,
        long muchWanted,
        double acceptance,
        double bookingsPerJoiner,
        Played played) {}
