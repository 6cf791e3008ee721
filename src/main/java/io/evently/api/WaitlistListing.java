package io.evently.api;

import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.Reply;
import io.evently.waitlist.EntriesLookup;

/** A page of entries, with links of the request that asked for it. */
record WaitlistListing(Call call) implements EntriesLookup.Cases<Reply> {
    @Override
    public Reply listed(EntriesLookup.Listed it) {
        return Reply.ok(Envelope.data(
                                it.entries().stream().map(WaitlistBody::listed).toList())
                        .and("count", it.entries().size())
                        .and("total", it.total()))
                .links(call.links(it.total()));
    }

    @Override
    public Reply notFound(EntriesLookup.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }
}
