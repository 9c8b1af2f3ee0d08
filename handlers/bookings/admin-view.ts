import type { AdminBooking } from "./admin-schema";
import type { Booking } from "./booking";

/** A booking as the owner sees it: with its history and mails, without the customer's secret link. */
export function adminView(booking: Booking): AdminBooking {
  return {
    bookingId: booking.bookingId,
    customerId: booking.customerId,
    customerName: booking.customerName,
    ...(booking.customerEmail && { customerEmail: booking.customerEmail }),
    customerPhone: booking.customerPhone,
    service: [...booking.service],
    staff: booking.staff,
    appointmentDate: booking.appointmentDate,
    appointmentTime: booking.appointmentTime,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    status: booking.status,
    locale: booking.locale,
    ...(booking.note && { note: booking.note }),
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    history: booking.history.map(({ at, by, status, movedTo }) => ({
      at,
      by,
      status,
      ...(movedTo && { movedTo }),
    })),
    mail: Object.fromEntries(
      Object.entries(booking.mail).map(([kind, { status, at, messageId, reason }]) => [
        kind,
        { status, at, ...(messageId && { messageId }), ...(reason && { reason }) },
      ]),
    ),
  };
}
