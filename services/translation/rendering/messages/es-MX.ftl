# What is said otherwise in Mexico: the simple past for what has just happened, agregar, ingresar, vencer, monto.

acknowledgement =
    Gracias por comunicarse con nosotros. Recibimos su mensaje; su número de solicitud es { $ticket }.

    Le responderemos a más tardar el { $answer_by }. Si desea agregar algo mientras tanto, solo responda a este mensaje.
    .subject = Recibimos su mensaje ({ $ticket })

outside_hours =
    Gracias por su mensaje. Lo recibimos; su número de solicitud es { $ticket }. En este momento estamos fuera de nuestro horario de atención; con gusto le atenderemos a partir del { $open_from }.

    Le responderemos en cuanto estemos de regreso.
    .subject = Recibimos su mensaje fuera de nuestro horario ({ $ticket })

reply_delayed =
    Lamentamos que nuestra respuesta a su solicitud { $ticket } esté tardando más de lo que le indicamos. Le ofrecemos una disculpa.

    La recibirá a más tardar el { $answer_by }. Agradecemos su paciencia.
    .subject = Nuestra respuesta está demorada ({ $ticket })

escalated =
    Para darle la mejor respuesta, canalizamos su solicitud { $ticket } a un especialista de nuestro equipo.

    No necesita volver a explicar nada: el especialista puede ver todo lo que nos escribió. Le responderá a más tardar el { $answer_by }.
    .subject = Un especialista atiende su solicitud ({ $ticket })

solved =
    Su solicitud { $ticket } quedó resuelta. Esperamos que la solución sea de su agrado.

    Si queda algo pendiente, responda a este mensaje a más tardar el { $reopen_until } y con gusto retomaremos su caso.
    .subject = Su solicitud quedó resuelta ({ $ticket })

survey_invitation =
    Hace poco se comunicó con nosotros por la solicitud { $ticket }. Nos gustaría conocer su opinión.

    { $questions ->
        [one] Es solo una pregunta, y su respuesta nos ayudará a mejorar:
        [many] Son solo { $questions } de preguntas, y sus respuestas nos ayudarán a mejorar:
       *[other] Son solo { $questions } preguntas, y sus respuestas nos ayudarán a mejorar:
    }

    { $survey }
    .subject = ¿Qué le pareció nuestra atención? ({ $ticket })

return_received =
    Recibimos los artículos que devolvió del pedido { $order }. Muchas gracias.

    Los revisaremos y le escribiremos en un plazo de { $working_days ->
        [one] un día hábil
        [many] { $working_days } de días hábiles
       *[other] { $working_days } días hábiles
    }.
    .subject = Recibimos su devolución (pedido { $order })

refund_issued =
    Le reembolsamos { $amount } de su pedido { $order } al medio de pago que utilizó.

    Según su banco, el monto puede tardar hasta { $working_days ->
        [one] un día hábil
        [many] { $working_days } de días hábiles
       *[other] { $working_days } días hábiles
    } en reflejarse en su cuenta.
    .subject = Su reembolso de { $amount } (pedido { $order })

order_delayed =
    Su pedido { $order } llegará más tarde de lo previsto. Le ofrecemos una disculpa por las molestias. La nueva fecha estimada de entrega es el { $expected }.

    No necesita hacer nada. Si la nueva fecha no le conviene, responda a este mensaje y buscaremos juntos una solución.
    .subject = Su pedido { $order } está demorado

parcel_delivered =
    Su pedido { $order }, con { $product }, ya fue entregado. Esperamos que lo disfrute.

    Así puede empezar a usarlo:

    { $guide }

    Si falta algo o llegó dañado, responda a este mensaje y con gusto lo solucionaremos.
    .subject = Primeros pasos con { $product }

coupon_issued =
    Tenemos un cupón para usted: { $amount } de descuento en su próximo pedido.

    Código: { $coupon }

    Puede ingresarlo al pagar, a más tardar el { $valid_until }.
    .subject = Un cupón de { $amount } para usted

points_earned =
    Gracias por su pedido { $order }. Con él ganó { $points ->
        [one] un punto
        [many] { $points } de puntos
       *[other] { $points } puntos
    }.

    Su saldo ahora es de { $balance ->
        [one] un punto
        [many] { $balance } de puntos
       *[other] { $balance } puntos
    }.
    .subject = { $points ->
        [one] Ganó un punto
        [many] Ganó { $points } de puntos
       *[other] Ganó { $points } puntos
    }

points_expiring =
    Le recordamos que { $points ->
        [one] un punto de su cuenta vence
        [many] { $points } de puntos de su cuenta vencen
       *[other] { $points } puntos de su cuenta vencen
    } después del { $expires }.

    Hasta ese día inclusive, puede canjear sus puntos en su próximo pedido.
    .subject = { $points ->
        [one] Un punto vence pronto
        [many] { $points } de puntos vencen pronto
       *[other] { $points } puntos vencen pronto
    }

tier_raised =
    Felicidades: alcanzó el nivel { $tier }. Podrá disfrutar de todos sus beneficios hasta el { $valid_until }.

    Gracias por su preferencia.
    .subject = Le damos la bienvenida al nivel { $tier }

tier_lowered =
    Su nivel ahora es { $tier }, ya que el periodo de su nivel anterior terminó.

    { $points ->
        [one] Le falta solo un punto
        [many] Le faltan solo { $points } de puntos
       *[other] Le faltan solo { $points } puntos
    } para regresar a su nivel anterior. Los puntos que acumuló siguen siendo suyos.
    .subject = Su nivel ahora es { $tier }

referral_rewarded =
    Una persona a la que invitó hizo su primer pedido con nosotros. En agradecimiento, agregamos { $points ->
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
    Le deseamos un feliz cumpleaños. Para celebrarlo, agregamos { $points ->
        [one] un punto
        [many] { $points } de puntos
       *[other] { $points } puntos
    } a su cuenta.

    Puede disfrutar de su regalo hasta el { $expires }. Que tenga un excelente día.
    .subject = Un regalo por su cumpleaños

verification_code =
    Su código de verificación es { $code }. Es válido por { $minutes ->
        [one] un minuto
        [many] { $minutes } de minutos
       *[other] { $minutes } minutos
    }.

    Ingréselo únicamente en nuestro sitio web o en nuestra aplicación y no lo comparta con nadie, ni siquiera con nosotros. Si no solicitó ningún código, puede ignorar este mensaje.
    .subject = Su código de verificación

machine_translated =
    Este mensaje se tradujo automáticamente. Idioma original: { $language }. Si algo no queda claro, indíquenoslo y una persona revisará la traducción.
