// A booking as somebody writes it who has nothing but the types of the document.
import createClient from 'openapi-fetch';
import type { components, paths } from './generated/api.js';

type Refusal = components['schemas']['ErrorAnswer'];

export interface Given {
  email: string;
  password: string;
  event: string;
}

export async function bookASeat(base: string, given: Given) {
  const api = createClient<paths, 'application/json'>({ baseUrl: base });
  const { data: signedIn } = await api.POST('/auth/login', { body: { email: given.email, password: given.password } });
  const account = present(signedIn).data;
  const headers = { Authorization: `Bearer ${account.token}` };

  const { data: listed } = await api.GET('/events', {
    params: { query: { q: given.event, status: 'active', available: true, limit: 10 } },
  });
  const event = present(present(listed).data[0]);

  const key = crypto.randomUUID();
  const book = (quantity: number, idempotencyKey: string) =>
    api.POST('/bookings', {
      headers,
      params: { header: { 'Idempotency-Key': idempotencyKey } },
      body: { user_id: account.user.id, event_id: event.id, quantity, hold: false },
    });
  const booked = present((await book(2, key)).data).data;
  const again = present((await book(2, key)).data).data;
  const mismatch = await book(1, key);
  const conflict = await book(4, crypto.randomUUID());

  const path = { bookingId: booked.booking_id };
  const { data: found } = await api.GET('/bookings/{bookingId}', { headers, params: { path } });
  const { data: cancelled } = await api.PUT('/bookings/{bookingId}/cancel', { headers, params: { path } });
  const twice = await api.PUT('/bookings/{bookingId}/cancel', { headers, params: { path } });

  return {
    listed: { count: present(listed).count, name: event.name, free: event.available_seats },
    booked: { reference: booked.booking_reference, status: booked.status, total: booked.total_amount },
    repeated: again.booking_id === booked.booking_id,
    found: {
      reference: present(found).data.booking_reference,
      venue: present(found).data.event.venue,
      expires: present(found).data.expires_at ?? null,
    },
    cancelled: { refunded: present(cancelled).refunded_amount, seats: present(cancelled).seats_returned },
    mismatch: refused(mismatch.response, present(mismatch.error)),
    conflict: refused(conflict.response, present(conflict.error)),
    twice: refused(twice.response, present(twice.error)),
  };
}

function refused(response: Response, refusal: Refusal) {
  return {
    status: response.status,
    code: refusal.code,
    traced: refusal.trace_id === response.headers.get('X-Trace-Id'),
    free: refusal.available_seats ?? null,
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('There is nothing');
  }
  return value;
}
