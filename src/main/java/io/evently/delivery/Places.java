package io.evently.delivery;

import io.evently.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * The places for attempts of one channel on this node: ordinary ones, some apart for destinations that failed lately, and some
 * that attempts which take long go over to. Never more are taken than the channel has connections, and a part is kept for
 * destinations that have been well. For one event loop only.
 */
final class Places {
    /** One place in so many is left to other destinations, and as many more are there for those that failed lately. */
    private static final int SHARE = 4;
    /** Calls at one webhook at a time: a server of somebody who does not expect more. */
    private static final int CALLS_EACH = 4;
    /** Deliveries claimed beyond what is under way, so that nobody waits for the database between two attempts. */
    private static final int AHEAD = 5;

    private final int connections;
    private final Section ordinary;
    private final Section apart;
    private final Section slow;
    private final int each;
    private final int first;
    private int taken;

    /**
     * Places of which none is taken.
     *
     * @param wanted attempts at once as long as none takes long
     * @param connections that the channel has for them
     */
    Places(ChannelName channel, int wanted, int connections) {
        int aside = Math.max(1, Math.min(wanted, connections) / SHARE);
        int atOnce = Math.max(1, Math.min(wanted, connections - aside));
        this.connections = connections;
        this.ordinary = new Section(atOnce);
        this.apart = new Section(aside);
        this.slow = new Section(Math.max(0, Math.min(connections - atOnce - aside, atOnce * SHARE)));
        this.each = Math.min(
                channel == ChannelName.WEBHOOK ? CALLS_EACH : Integer.MAX_VALUE, Math.max(1, atOnce - atOnce / SHARE));
        this.first = Math.max(1, Math.min(aside, each / 2));
    }

    /**
     * Attempts at once at a destination: one where the last one failed, and few where none has gone well yet, so that one that
     * hangs has not taken many before it is known.
     */
    int most(Destination there) {
        if (there.suspect()) {
            return 1;
        }
        return there.proven() ? each : first;
    }

    /** How many deliveries may be claimed in all, without those that wait where nothing goes well. */
    int claims() {
        return ordinary.most * AHEAD + slow.taken;
    }

    /** Whether anybody could begin. */
    boolean any() {
        return taken < connections && (ordinary.taken < ordinary.most || apart.taken < apart.most);
    }

    /**
     * Takes a place.
     *
     * @param there null when the attempt depends on nobody but the channel itself
     * @return null when there is none for this destination now
     */
    @Nullable
    Place take(@Nullable Destination there) {
        boolean suspect = there != null && there.suspect();
        boolean fresh = there != null && !there.proven();
        Section section = suspect ? apart : ordinary;
        boolean free =
                taken < connections && section.free(fresh && !suspect) && (there == null || there.free(most(there)));
        return free ? new Place(section, fresh) : null;
    }

    /** Of one attempt. */
    final class Place {
        private final boolean fresh;
        private @Nullable Section section;

        private Place(Section section, boolean fresh) {
            this.fresh = fresh;
            this.section = section;
            section.enter(fresh);
            taken++;
        }

        /** Goes over to the places for what takes long, if there is one. */
        void giveWay() {
            if (section != null && section != slow && slow.free(fresh)) {
                section.leave(fresh);
                section = slow;
                slow.enter(fresh);
            }
        }

        void leave() {
            if (section != null) {
                section.leave(fresh);
                section = null;
                taken--;
            }
        }
    }

    private static final class Section {
        private final int most;
        private final int mostFresh;
        private int taken;
        private int takenFresh;

        Section(int most) {
            this.most = most;
            this.mostFresh = most - (most > 1 ? Math.max(1, most / SHARE) : 0);
        }

        boolean free(boolean fresh) {
            return taken < most && (!fresh || takenFresh < mostFresh);
        }

        void enter(boolean fresh) {
            taken++;
            takenFresh += fresh ? 1 : 0;
        }

        void leave(boolean fresh) {
            taken--;
            takenFresh -= fresh ? 1 : 0;
        }
    }
}
