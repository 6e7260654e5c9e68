# Spanish, with usted: a shop from abroad that writes about money isn't yet on first-name terms. As it is read in Spain;
# es-MX.ftl has what is said otherwise in Mexico.

acknowledgement =
    Gracias por ponerse en contacto con nosotros. Hemos recibido su mensaje; su número de consulta es { $ticket }.

    Le responderemos a más tardar el { $answer_by }. Si desea añadir algo mientras tanto, basta con que responda a este mensaje.
    .subject = Hemos recibido su mensaje ({ $ticket })

outside_hours =
    Gracias por su mensaje. Lo hemos recibido; su número de consulta es { $ticket }. En este momento estamos fuera de nuestro horario de atención; volveremos a atenderle el { $open_from }.

    Le responderemos en cuanto estemos de vuelta.
    .subject = Hemos recibido su mensaje fuera de nuestro horario ({ $ticket })

reply_delayed =
    Lamentamos que nuestra respuesta a su consulta { $ticket } esté tardando más de lo que le habíamos indicado. Le pedimos disculpas.

    La recibirá a más tardar el { $answer_by }. Le agradecemos su paciencia.
    .subject = Nuestra respuesta se retrasa ({ $ticket })

escalated =
    Para darle la mejor respuesta, hemos pasado su consulta { $ticket } a un especialista de nuestro equipo.

    No es necesario que vuelva a explicar nada: el especialista puede ver todo lo que nos ha escrito. Le responderá a más tardar el { $answer_by }.
    .subject = Un especialista se ocupa de su consulta ({ $ticket })

solved =
    Su consulta { $ticket } está resuelta. Esperamos que la solución sea de su agrado.

    Si queda algo pendiente, responda a este mensaje hasta el { $reopen_until } y retomaremos su caso.
    .subject = Su consulta está resuelta ({ $ticket })

survey_invitation =
    Hace poco se puso en contacto con nosotros por la consulta { $ticket }. Nos gustaría conocer su opinión.

    { $questions ->
        [one] Es solo una pregunta, y su respuesta nos ayudará a mejorar:
        [many] Son solo { $questions } de preguntas, y sus respuestas nos ayudarán a mejorar:
       *[other] Son solo { $questions } preguntas, y sus respuestas nos ayudarán a mejorar:
    }

    { $survey }
    .subject = ¿Qué le ha parecido nuestra atención? ({ $ticket })

return_received =
    Hemos recibido los artículos que devolvió del pedido { $order }. Muchas gracias.

    Los revisaremos y le escribiremos en un plazo de { $working_days ->
        [one] un día hábil
        [many] { $working_days } de días hábiles
       *[other] { $working_days } días hábiles
    }.
    .subject = Hemos recibido su devolución (pedido { $order })

refund_issued =
    Le hemos reembolsado { $amount } de su pedido { $order } en el medio de pago que utilizó.

    Según su banco, el importe puede tardar hasta { $working_days ->
        [one] un día hábil
        [many] { $working_days } de días hábiles
       *[other] { $working_days } días hábiles
    } en aparecer en su cuenta.
    .subject = Su reembolso de { $amount } (pedido { $order })

order_delayed =
    Su pedido { $order } llegará más tarde de lo previsto. Le pedimos disculpas por las molestias. La nueva fecha de entrega prevista es el { $expected }.

    No es necesario que haga nada. Si la nueva fecha no le conviene, responda a este mensaje y buscaremos juntos una solución.
    .subject = Su pedido { $order } se retrasa

parcel_delivered =
    Su pedido { $order }, con { $product }, ya se ha entregado. Esperamos que lo disfrute.

    Así puede empezar a usarlo:

    { $guide }

    Si falta algo o ha llegado dañado, responda a este mensaje y lo solucionaremos.
    .subject = Primeros pasos con { $product }

coupon_issued =
    Tenemos un cupón para usted: { $amount } de descuento en su próximo pedido.

    Código: { $coupon }

    Puede introducirlo al pagar, hasta el { $valid_until } inclusive.
    .subject = Un cupón de { $amount } para usted

points_earned =
    Gracias por su pedido { $order }. Con él ha ganado { $points ->
        [one] un punto
        [many] { $points } de puntos
       *[other] { $points } puntos
    }.

    Su saldo es ahora de { $balance ->
        [one] un punto
        [many] { $balance } de puntos
       *[other] { $balance } puntos
    }.
    .subject = { $points ->
        [one] Ha ganado un punto
        [many] Ha ganado { $points } de puntos
       *[other] Ha ganado { $points } puntos
    }

points_expiring =
    Le recordamos que { $points ->
        [one] un punto de su cuenta caduca
        [many] { $points } de puntos de su cuenta caducan
       *[other] { $points } puntos de su cuenta caducan
    } después del { $expires }.

    Hasta ese día inclusive, puede canjear sus puntos en su próximo pedido.
    .subject = { $points ->
        [one] Un punto caduca pronto
        [many] { $points } de puntos caducan pronto
       *[other] { $points } puntos caducan pronto
    }

tier_raised =
    Enhorabuena: ha alcanzado el nivel { $tier }. Podrá disfrutar de todas sus ventajas hasta el { $valid_until }.

    Gracias por su fidelidad.
    .subject = Le damos la bienvenida al nivel { $tier }

tier_lowered =
    Su nivel es ahora { $tier }, ya que el periodo de su nivel anterior ha terminado.

    { $points ->
        [one] Le falta solo un punto
        [many] Le faltan solo { $points } de puntos
       *[other] Le faltan solo { $points } puntos
    } para volver a su nivel anterior. Los puntos que ha acumulado siguen siendo suyos.
    .subject = Su nivel es ahora { $tier }

referral_rewarded =
    Una persona a la que invitó ha hecho su primer pedido con nosotros. En agradecimiento, hemos añadido { $points ->
        [one] un punto
        [many] { $points } de puntos
       *[other] { $points } puntos
    } a su cuenta.

    Gracias por recomendarnos.
    .subject = { $points ->
        [one] Un punto por su recomendación
        [many] { $points } de puntos por su recomendación
       *[other] { $points } puntos por su recomendación
    }

birthday =
    Le deseamos un feliz cumpleaños. Para celebrarlo, hemos añadido { $points ->
        [one] un punto
        [many] { $points } de puntos
       *[other] { $points } puntos
    } a su cuenta.

    Puede disfrutar de su regalo hasta el { $expires }. Que tenga un día estupendo.
    .subject = Un regalo por su cumpleaños

verification_code =
    Su código de verificación es { $code }. Es válido durante { $minutes ->
        [one] un minuto
        [many] { $minutes } de minutos
       *[other] { $minutes } minutos
    }.

    Introdúzcalo únicamente en nuestra web o en nuestra aplicación y no lo comparta con nadie, ni siquiera con nosotros. Si no ha solicitado ningún código, puede ignorar este mensaje.
    .subject = Su código de verificación

machine_translated =
    Este mensaje se ha traducido automáticamente. Idioma original: { $language }. Si algo no queda claro, indíquenoslo y una persona revisará la traducción.
